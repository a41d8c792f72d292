package dev.crossfade.server.wiring;

import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.capture.CaptureRequests;
import dev.crossfade.engine.reverse.ReturnInputs;
import dev.crossfade.engine.reverse.TargetLog;
import dev.crossfade.engine.reverse.TargetReturn;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaChangeCapture;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.source.SourceDatabase;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** The way back of a migration: the target captured, and its sources open for writing. */
final class WayBack implements AutoCloseable {
  private final SourceDatabase target;
  private final KafkaChangeCapture capture;
  private final Map<String, LegacyDatabase> legacy = new TreeMap<>();
  private final TargetReturn path;

  private WayBack(Connected connected, KafkaAccess access, CaptureRequests requests) {
    MigrationSpec spec = connected.spec();
    this.target = SourceDatabases.open(connected.login(TargetLog.SOURCE));
    this.capture = new KafkaChangeCapture(access, spec.name(), TargetLog.SOURCE);
    for (String source : connected.sources().keySet()) {
      if (!Sources.tables(spec, source).isEmpty()) {
        legacy.put(source, LegacyDatabases.open(connected.login(source)));
      }
    }
    this.path =
        new TargetReturn(
            new ReturnInputs(
                connected.compiled(),
                target,
                capture,
                requests,
                connected.sources(),
                legacy,
                connected.target(),
                Clock.systemUTC(),
                EngineOptions.DEFAULTS));
  }

  /**
   * Nothing is connected before it is used.
   *
   * @param requests how to capture, the target too
   */
  static WayBack of(Connected connected, KafkaAccess access, CaptureRequests requests) {
    return new WayBack(connected, access, requests);
  }

  TargetReturn path() {
    return path;
  }

  @Override
  public void close() {
    legacy.values().forEach(LegacyDatabase::close);
    capture.close();
    target.close();
  }
}
