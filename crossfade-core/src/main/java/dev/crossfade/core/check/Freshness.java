package dev.crossfade.core.check;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How old results may be. Pure. */
public final class Freshness {

  private Freshness() {}

  /** Whether a check is to be asked again: never was, has not passed, or passed too long ago. */
  public static boolean due(Check check, @Nullable CheckResult latest, Instant now) {
    return latest == null || state(check, latest, now) != CheckState.PASSED;
  }

  /** Whether the schedule of a check, if it has one, says that it is asked again. */
  public static boolean scheduled(Check check, @Nullable CheckResult latest, Instant now) {
    Duration most = check.schedule();
    return most != null
        && (latest == null || !latest.startedAt().plus(latest.took()).plus(most).isAfter(now));
  }

  /** The state of a result by now: one that passed becomes stale, nothing becomes better. */
  public static CheckState state(Check check, CheckResult latest, Instant now) {
    Duration most = check.schedule();
    boolean old =
        most != null
            && Duration.between(latest.startedAt().plus(latest.took()), now).compareTo(most) > 0;
    return old && latest.state() == CheckState.PASSED ? CheckState.STALE : latest.state();
  }
}
