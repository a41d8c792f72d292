package dev.crossfade.core.preflight;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether both stacks answer alike. What nobody looked at does not pass. */
public final class ShadowGate {

  private ShadowGate() {}

  /**
   * Whether everything that should match does.
   *
   * @param asked subjects that should match, with what it means when one does not
   * @param latest the latest result of each
   * @param longest how old a match may be
   */
  public static Gate of(
      Map<String, Severity> asked,
      Map<String, ShadowResult> latest,
      Instant now,
      Duration longest) {
    List<String> open = new ArrayList<>();
    State state = asked.isEmpty() ? State.UNKNOWN : State.PASS;
    Duration age = Duration.ZERO;
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
            Item.SHADOW.word(),
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
}
