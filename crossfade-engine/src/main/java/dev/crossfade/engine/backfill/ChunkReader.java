package dev.crossfade.engine.backfill;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.engine.Handover;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a chunk's source rows, maps them and hands them on. One array of a target row is used for
 * all of them.
 */
final class ChunkReader implements RowConsumer {

  private final CompiledMapping mapping;
  private final Handover handover;
  private final RowLoad load;
  private final Steps steps;
  private final @Nullable Object[] target;

  ChunkReader(Numbered numbered, RowLoad load, Steps steps) {
    this.mapping = numbered.mapping();
    this.handover = Handover.of(mapping);
    this.load = load;
    this.steps = steps;
    this.target = new @Nullable Object[mapping.entity().columns().size()];
  }

  @Override
  public void accept(@Nullable Object[] row) {
    Membership membership = mapping.accepts(row);
    if (membership == Membership.IN) {
      map(row);
    } else if (membership == Membership.REFUSED) {
      Encoded.decode(row);
      load.refuse(row, mapping.whereRefusal(row));
    } else if (membership == Membership.NEEDS_RESELECT) {
      throw new IllegalStateException(
          "a row read from its table misses values: " + mapping.spec().label());
    }
    steps.row();
  }

  private void map(@Nullable Object[] row) {
    RowResult result = handover.apply(row, target);
    if (result == RowResult.MAPPED) {
      load.add(row, target);
      Arrays.fill(target, null);
    } else if (result instanceof Refusal refusal) {
      Encoded.decode(row);
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

  /** After the last row. */
  void end() {
    load.end();
    steps.end();
  }
}
