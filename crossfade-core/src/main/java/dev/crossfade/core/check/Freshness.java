package dev.crossfade.core.check;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How old results may be. Pure. */
public final class Freshness {

  /** A check of which nothing is said is to be asked again after so long. */
  public static final Duration USUAL = Duration.ofDays(1);

  private Freshness() {}

  /**
   * Whether a check is to be asked again: never was, has not passed, or passed too long ago. A
   * check without schedule never becomes stale, but is due after {@link #USUAL}.
   */
  public static boolean due(Check check, @Nullable CheckResult latest, Instant now) {
    return latest == null
        || state(check, latest, now) != CheckState.PASSED
        || (check.schedule() == null && age(latest, now).compareTo(USUAL) > 0);
  }

  private static Duration age(CheckResult latest, Instant now) {
    return Duration.between(latest.startedAt().plus(latest.took()), now);
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
    return most == null ? latest.state() : state(latest, now, most);
  }

  /**
   * The same where one of which nothing is said becomes stale, too.
   *
   * @param usual after how long
   */
  public static CheckState state(Check check, CheckResult latest, Instant now, Duration usual) {
    Duration most = check.schedule();
    return state(latest, now, most == null ? usual : most);
  }

  private static CheckState state(CheckResult latest, Instant now, Duration most) {
    boolean old = age(latest, now).compareTo(most) > 0;
    return old && latest.state() == CheckState.PASSED ? CheckState.STALE : latest.state();
  }
}
