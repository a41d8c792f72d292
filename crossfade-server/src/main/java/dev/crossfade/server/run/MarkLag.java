package dev.crossfade.server.run;

import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.server.report.Lags;
import dev.crossfade.server.report.Report;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures lag by marks: how old a mark was when it was first seen applied. Fed often, it is too
 * large by at most the time between two looks. Not thread-safe.
 */
final class MarkLag {
  private final Map<String, Long> seen = new HashMap<>();
  private final Lags lags = new Lags();

  void look(Collection<StreamStatus> streams) {
    for (StreamStatus stream : streams) {
      Long before = seen.put(stream.source(), stream.mark());
      Duration lag = stream.lag();
      if (before != null && before > 0 && before < stream.mark() && lag != null) {
        lags.add(lag.toNanos() / 1e6);
      }
    }
  }

  Report.@Nullable Lag summary() {
    return lags.summary("marks");
  }
}
