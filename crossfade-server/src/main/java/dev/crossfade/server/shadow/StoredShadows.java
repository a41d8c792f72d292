package dev.crossfade.server.shadow;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.engine.shadow.ShadowEvidence;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.check.CheckReport.Masking;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.spi.check.ShadowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the target remembers of comparisons.
 *
 * @param connected where it is
 * @param run that is spoken of
 */
public record StoredShadows(Connected connected, ShadowRun run) {

  private static final int RUNS = 30;

  /**
   * A run that is remembered.
   *
   * @param id of the run; null for the latest
   */
  public static StoredShadows of(Connected connected, @Nullable String id) {
    List<ShadowRun> runs = connected.target().shadows().runs(id == null ? 1 : ShadowStore.KEPT);
    return new StoredShadows(
        connected,
        runs.stream()
            .filter(each -> id == null || each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> nothing(connected, id).raise()));
  }

  private static Problem nothing(Connected connected, @Nullable String id) {
    return Problem.of(
        ServerProblem.NO_SHADOW,
        id == null
            ? "Both stacks of migration " + connected.spec().name() + " were not compared yet."
            : "No comparison " + id + " is remembered.",
        "There is nothing to report.",
        "Compare them: crossfade shadow run " + connected.folder());
  }

  /** The latest result of every subject, whichever run it is of. */
  public static StoredShadows latest(Connected connected, Instant now) {
    Map<String, ShadowResult> latest = connected.target().shadows().latest();
    List<ShadowResult> results = new ArrayList<>();
    ShadowEvidence.asked(connected.whole().shadow(), latest)
        .keySet()
        .forEach(
            subject -> {
              ShadowResult result = latest.get(subject);
              if (result != null) {
                results.add(result);
              }
            });
    return new StoredShadows(
        connected, new ShadowRun("latest", connected.compiled().version(), now, now, results));
  }

  /** For reports. */
  public ShadowReport report() {
    return new ShadowReport(
        connected.whole(),
        connected.folder().toString(),
        run,
        connected.target().shadows().runs(RUNS),
        connected.locations());
  }

  /** For the terminal and for programs. */
  public ShadowView view(Instant now, Masking masking) {
    return new ShadowView(
        report(),
        ShadowEvidence.gate(connected.whole(), connected.target().shadows(), now),
        now,
        masking);
  }
}
