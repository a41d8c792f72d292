package dev.crossfade.engine.reverse;

import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.capture.CaptureRequests;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.util.Map;

/**
 * What the way back works with. Whoever gives it closes it.
 *
 * @param compiled mappings that were not corrected: what people corrected stays in the target
 * @param target the target as a database whose log is read, under the name {@link TargetLog#SOURCE}
 * @param capture of the target's log, under the same name
 * @param requests how to capture it
 * @param sources the same sources to read from and to write marks into, by name
 * @param legacy the sources that are written to, by name
 * @param production the target with its facts and rows
 */
public record ReturnInputs(
    CompiledMigration compiled,
    SourceDatabase target,
    ChangeCapture capture,
    CaptureRequests requests,
    Map<String, SourceDatabase> sources,
    Map<String, LegacyDatabase> legacy,
    TargetDatabase production,
    Clock clock,
    EngineOptions options) {

  public ReturnInputs {
    sources = Map.copyOf(sources);
    legacy = Map.copyOf(legacy);
  }

  /** The target's facts. */
  ProgressStore progress() {
    return production.progress();
  }
}
