package dev.crossfade.engine.run;

import dev.crossfade.engine.Mappings;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.LogIdentity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be there before data can be moved, made when it is needed first: a prepared target,
 * logs that can be read and are still the same, and capture. All of it is idempotent. Thread-safe.
 */
final class Footing {

  private final Startup startup;
  private final List<String> sources;
  private @Nullable Mappings mappings;
  private @Nullable Map<String, LogIdentity> logs;
  private @Nullable Map<String, CaptureRequest> requests;

  /**
   * @param sources those that the plan reads
   */
  Footing(Startup startup, List<String> sources) {
    this.startup = startup;
    this.sources = sources;
  }

  /** The prepared target, and the mappings by number. */
  synchronized Mappings mappings() {
    Mappings known = mappings;
    if (known == null) {
      known = startup.target();
      mappings = known;
    }
    return known;
  }

  /** Opens the logs. */
  synchronized Map<String, LogIdentity> logs() {
    Map<String, LogIdentity> known = logs;
    if (known == null) {
      known = startup.open(mappings(), sources);
      logs = known;
    }
    return known;
  }

  /** Starts capture; what was asked for, by source. */
  synchronized Map<String, CaptureRequest> captured() {
    Map<String, CaptureRequest> known = requests;
    if (known == null) {
      known = startup.capture(mappings(), logs());
      requests = known;
    }
    return known;
  }

  Startup startup() {
    return startup;
  }
}
