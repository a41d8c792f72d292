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

  /** The state of a result by now: one that passed becomes stale, nothing becomes better. */
  public static CheckState state(Check check, CheckResult latest, Instant now) {
    Duration most = check.schedule();
    boolean old =
        most != null
            && Duration.between(latest.startedAt().plus(latest.took()), now).compareTo(most) > 0;
    return old && latest.state() == CheckState.PASSED ? CheckState.STALE : latest.state();
  }
}
