package dev.crossfade.engine.backfill;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.Parking;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.RowsRefusedException;
import org.jspecify.annotations.Nullable;

/** Sends row after row without waiting for the target's opinion, which then is about all. */
final class QuickRows extends RowLoad {

  QuickRows(Numbered numbered, Parking parking, ChunkLoad load) {
    super(numbered, parking, load);
  }

  @Override
  void add(@Nullable Object[] source, @Nullable Object[] target) {
    try {
      load().write(target);
    } catch (RowsRefusedException e) {
      Encoded.decode(source);
      Encoded.decode(target);
      refuse(source, target, e);
    }
  }

  @Override
  boolean keeps() {
    return false;
  }

  @Override
  void end() {}
}
