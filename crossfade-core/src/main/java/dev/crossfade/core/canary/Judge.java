package dev.crossfade.core.canary;

import dev.crossfade.core.canary.CanaryPlan.Limits;
import dev.crossfade.core.canary.Judgement.Verdict;
import java.util.Locale;

/**
 * Compares the new stack with a baseline of equal size, which the legacy stack answered in the same
 * time. Where everybody reads from the new stack there is none, and errors alone are judged.
 */
final class Judge {

  private final Limits limits;
  private final double doubt;

  Judge(Limits limits) {
    this.limits = limits;
    this.doubt = (1000 - limits.confidencePermille()) / 1000.0;
  }

  Judgement judge(int percent, Tally fresh, Tally baseline) {
    boolean compared = percent < 100;
    long fewest = compared ? Math.min(fresh.requests(), baseline.requests()) : fresh.requests();
    if (fewest < limits.samples()) {
      return new Judgement(
          Verdict.UNKNOWN,
          "%d requests on the new stack and %d of the baseline are too few, %d are needed"
              .formatted(fresh.requests(), baseline.requests(), limits.samples()));
    }
    Judgement errors = errors(fresh, baseline);
    boolean judged = errors.verdict() != Verdict.PASS || !compared;
    return judged ? errors : latency(errors.why(), fresh, baseline);
  }

  private Judgement errors(Tally fresh, Tally baseline) {
    double limit = limits.errorPermille() / 1000.0;
    boolean worse =
        baseline.requests() > 0
            && fresh.failing() > baseline.failing()
            && FisherExact.p(fresh, baseline) < doubt;
    String why =
        "%d of %d requests failed (%s, limit %s) against %d of %d of the baseline"
            .formatted(
                fresh.failures(),
                fresh.requests(),
                percent(fresh.failing()),
                percent(limit),
                baseline.failures(),
                baseline.requests());
    if (worse) {
      return new Judgement(Verdict.FAIL, why + ", which is more than chance");
    }
    if (fresh.failing() <= limit) {
      return new Judgement(Verdict.PASS, why);
    }
    return new Judgement(baseline.failing() > limit ? Verdict.BOTH_FAIL : Verdict.FAIL, why);
  }

  private Judgement latency(String errors, Tally fresh, Tally baseline) {
    if (fresh.latencies().count() == 0 || baseline.latencies().count() == 0) {
      return new Judgement(Verdict.UNKNOWN, errors + "; no answer whose time could be compared");
    }
    MannWhitney test = MannWhitney.of(fresh.latencies(), baseline.latencies());
    double limit = 1 + limits.slowerPercent() / 100.0;
    boolean slow = test.p() < doubt && test.ratio() > limit;
    String why =
        "%s; answers take %s times as long (limit %s), slower in %s of pairs (p %s, limit %s)"
            .formatted(
                errors,
                number("%.2f", test.ratio()),
                number("%.2f", limit),
                percent(test.slower()),
                number("%.4f", test.p()),
                number("%.3f", doubt));
    return new Judgement(slow ? Verdict.FAIL : Verdict.PASS, why);
  }

  private static String percent(double share) {
    return number("%.1f %%", share * 100);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
