package dev.crossfade.core.shadow;

import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What shadow and canary say to the list that says go or no go. What nobody looked at does not
 * pass.
 */
public final class TrafficGates {

  /** Item: both stacks answer alike. */
  public static final String SHADOW = "shadow match";

  /** Item: consumers have read from the new stack, and it did well. */
  public static final String CANARY = "canary";

  private static final Duration NONE = Duration.ZERO;

  private TrafficGates() {}

  /**
   * Whether both stacks answer alike.
   *
   * @param asked subjects that should match, with what it means when one does not
   * @param latest the latest result of each
   * @param longest how old a match may be
   */
  public static Gate shadow(
      Map<String, Severity> asked,
      Map<String, ShadowResult> latest,
      Instant now,
      Duration longest) {
    List<String> open = new ArrayList<>();
    State state = asked.isEmpty() ? State.UNKNOWN : State.PASS;
    Duration age = NONE;
    int matching = 0;
    for (Map.Entry<String, Severity> each : asked.entrySet()) {
      ShadowResult result = latest.get(each.getKey());
      if (result != null && result.matches()) {
        matching++;
      } else {
        open.add(each.getKey() + (result == null ? " was never asked" : ": " + result.why()));
      }
      if (each.getValue() == Severity.ERROR) {
        state = worse(state, result);
        age = result == null ? age : longer(age, Duration.between(end(result), now));
      }
    }
    return new Gate(
            SHADOW,
            state,
            matching + " of " + asked.size() + " match",
            "all of severity error",
            age,
            asked.isEmpty() ? "no workload is declared" : String.join("; ", open),
            state == State.PASS ? "" : "crossfade shadow run, crossfade shadow report")
        .fresherThan(longest);
  }

  private static Instant end(ShadowResult result) {
    return result.startedAt().plus(result.took());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static State worse(State state, @Nullable ShadowResult result) {
    if (state == State.FAIL || (result != null && result.matches())) {
      return state;
    }
    return result == null || result.outcome() == Outcome.UNKNOWN ? State.UNKNOWN : State.FAIL;
  }

  /**
   * Whether the canaries of routes have come to their end.
   *
   * @param routes that are to move
   * @param runs the canaries there are, by route
   */
  public static Gate canary(Collection<String> routes, Map<String, CanaryRun> runs, Instant now) {
    State state = routes.isEmpty() ? State.UNKNOWN : State.PASS;
    List<String> values = new ArrayList<>();
    List<String> open = new ArrayList<>();
    Duration age = NONE;
    for (String route : routes.stream().sorted(Comparator.naturalOrder()).toList()) {
      CanaryRun run = runs.get(route);
      values.add(route + " " + (run == null ? "none" : run.word() + " at " + run.percent() + " %"));
      if (run == null || run.mode() != CanaryRun.Mode.DONE) {
        open.add(run == null ? route + " has had no canary" : route + ": " + run.why());
        boolean failed = run != null && run.mode() == CanaryRun.Mode.STEPPED_BACK;
        state = failed || state == State.FAIL ? State.FAIL : State.UNKNOWN;
      } else {
        age = longer(age, Duration.between(run.since(), now));
      }
    }
    return new Gate(
        CANARY,
        state,
        String.join(", ", values),
        "done",
        age,
        routes.isEmpty() ? "no route moves" : String.join("; ", open),
        state == State.PASS ? "" : "crossfade canary start, crossfade canary run");
  }
}
