package dev.crossfade.engine.backfill;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import org.jspecify.annotations.Nullable;

/**
 * Takes a chunk's source rows, maps them and hands them on. One array of a target row is used for
 * all of them. Every so many rows it calls for a sign of life.
 */
final class ChunkReader implements RowConsumer {

  private static final int ROWS_PER_CALL = 1024;

  private final CompiledMapping mapping;
  private final Handover handover;
  private final RowLoad load;
  private final Runnable alive;
  private final BackfillMeter meter;
  private final @Nullable Object[] target;
  private int sinceCall;

  ChunkReader(Numbered numbered, RowLoad load, Runnable alive, BackfillMeter meter) {
    this.mapping = numbered.mapping();
    this.handover = Handover.of(mapping);
    this.load = load;
    this.alive = alive;
    this.meter = meter;
    this.target = new @Nullable Object[mapping.entity().columns().size()];
  }

  @Override
  public void accept(@Nullable Object[] row) {
    Membership membership = mapping.accepts(row);
    if (membership == Membership.IN) {
      map(row);
    } else if (membership == Membership.REFUSED) {
      Handover.decode(row);
      load.refuse(row, mapping.whereRefusal(row));
    } else if (membership == Membership.NEEDS_RESELECT) {
      throw new IllegalStateException(
          "a row read from its table misses values: " + mapping.spec().label());
    }
    sinceCall++;
    if (sinceCall == ROWS_PER_CALL) {
      call();
    }
  }

  private void map(@Nullable Object[] row) {
    RowResult result = handover.apply(row, target);
    if (result == RowResult.MAPPED) {
      load.add(row, target);
    } else if (result instanceof Refusal refusal) {
      Handover.decode(row);
      load.refuse(row, refusal);
    } else {
      throw new IllegalStateException(
          "a row read from its table misses values: " + mapping.spec().label());
    }
  }

  /** What the chunk's reader may leave encoded. */
  RowDemand demand(Encoded.Form form) {
    return handover.demand(form);
  }

  /** Counts what was read since the last call and gives a sign of life. */
  void call() {
    meter.add(sinceCall);
    sinceCall = 0;
    alive.run();
  }

  /** After the last row. */
  void end() {
    load.end();
    call();
  }
}
