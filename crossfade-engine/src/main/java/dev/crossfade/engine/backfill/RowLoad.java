package dev.crossfade.engine.backfill;

import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.RowsRefusedException;
import org.jspecify.annotations.Nullable;

/** Puts mapped rows into a load, and refused ones into its quarantine. One thread. */
abstract class RowLoad {

  private final Numbered numbered;
  private final Parking parking;
  private final ChunkLoad load;
  private long refused;

  RowLoad(Numbered numbered, Parking parking, ChunkLoad load) {
    this.numbered = numbered;
    this.parking = parking;
    this.load = load;
  }

  /** Adds a row; both arrays may be reused after the call. */
  abstract void add(@Nullable Object[] source, @Nullable Object[] target);

  /** Whether rows are kept until later, so that nothing in them may be encoded. */
  abstract boolean keeps();

  /** After the last row. */
  abstract void end();

  /** Parks a row that its mapping refused. */
  final void refuse(@Nullable Object[] source, Refusal refusal) {
    load.refuse(parking.history(numbered, refusal, source));
    refused++;
  }

  /** Parks a row that the target refused. */
  final void refuse(
      @Nullable Object[] source, @Nullable Object[] target, RowsRefusedException reason) {
    load.refuse(parking.historyByTarget(numbered, reason, source, target));
    refused++;
  }

  final ChunkLoad load() {
    return load;
  }

  final long refused() {
    return refused;
  }
}
