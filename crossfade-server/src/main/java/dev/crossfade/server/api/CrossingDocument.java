package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.CutoverStep;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the latest attempt to move clients went.
 *
 * @param to the stack to which they were to be moved: {@code legacy} or {@code new}
 * @param end the stack on which they are since
 * @param begun when it was begun
 * @param epoch of the route record by which writes went on
 * @param pauseMillis how long writes waited; absent where whoever moved them was interrupted
 * @param stepMillis how long each step took, in their order
 * @param why it did not come across; absent when it did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CrossingDocument(
    String to,
    String end,
    Instant begun,
    long epoch,
    @Nullable Long pauseMillis,
    Map<String, Long> stepMillis,
    @Nullable String why) {

  static @Nullable CrossingDocument of(@Nullable CrossingReport report) {
    if (report == null) {
      return null;
    }
    Map<String, Long> steps = new LinkedHashMap<>();
    for (CutoverStep step : CutoverStep.values()) {
      if (report.steps().containsKey(step)) {
        steps.put(step.name().toLowerCase(Locale.ROOT), report.steps().get(step).toMillis());
      }
    }
    return new CrossingDocument(
        report.passage().to().word(),
        report.end().word(),
        report.begun(),
        report.epoch(),
        report.pauseMillis(),
        steps,
        report.why().isEmpty() ? null : report.why());
  }
}
