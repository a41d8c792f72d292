package dev.crossfade.engine.simulation;

import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillPlanner;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Map;

/** Cuts history before anything of it is copied. */
final class Cuts {

  private Cuts() {}

  static void all(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      int chunkRows) {
    BackfillPlanner planner =
        new BackfillPlanner(sources, target, mappings, chunkRows, planned -> {});
    for (int i = 0; i < 10_000 && planner.step() != null; i++) {
      Thread.onSpinWait();
    }
    planner.reset();
  }
}
