package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.engine.Pause;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everybody who takes part in a verification.
 *
 * @param migration the mappings
 * @param sources by name
 * @param target where production and the control tables are
 * @param settings how to work
 * @param clock the time
 * @param pause how to wait
 */
record Parties(
    CompiledMigration migration,
    Map<String, SourceDatabase> sources,
    TargetDatabase target,
    VerifySettings settings,
    Clock clock,
    Pause pause) {

  Parties {
    sources = Map.copyOf(sources);
  }

  Scope scope(String entity) {
    return Scope.of(migration.into(entity));
  }

  ProgressStore progress() {
    return target.progress();
  }

  Fence fence() {
    return fence(settings.fencePatience());
  }

  Fence fence(Duration patience) {
    return new Fence(sources, progress(), clock, pause, patience);
  }

  /**
   * How far the streams of these sources are applied; without those that nobody ever applied.
   * Whatever is committed from now on stands behind it.
   */
  Map<String, Bookmark> bookmarks(Set<String> names) {
    Map<String, Bookmark> places = new TreeMap<>();
    for (String name : names) {
      progress()
          .streamState(name)
          .ifPresent(state -> places.put(name, new Bookmark(state.streamId(), state.nextOffset())));
    }
    return places;
  }
}
