package dev.crossfade.server.wiring;

import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.stream.StreamStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run follows, as it knows it itself.
 *
 * @param spec of the migration
 * @param run that follows
 */
record Following(MigrationSpec spec, MigrationRun run) {

  private static final Duration CAUGHT_UP = Duration.ofSeconds(5);

  /** Entities whose sources are all followed, by name. */
  List<String> entities() {
    Map<String, StreamStatus> streams = run.progress().streams();
    return spec.entities().stream()
        .filter(entity -> entity.sources().stream().noneMatch(source -> stopped(streams, source)))
        .map(EntitySpec::name)
        .toList();
  }

  private static boolean stopped(Map<String, StreamStatus> streams, String source) {
    StreamStatus stream = streams.get(source);
    return stream != null && stream.state() == StreamStatus.State.STOPPED;
  }

  /** Whether some stream is far behind, of those that go on. */
  boolean behind() {
    return run.progress().streams().values().stream()
        .filter(stream -> stream.state() != StreamStatus.State.STOPPED)
        .anyMatch(stream -> stream.lag() == null || stream.lag().compareTo(CAUGHT_UP) > 0);
  }
}
