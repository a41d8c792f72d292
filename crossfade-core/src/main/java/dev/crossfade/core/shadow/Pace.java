package dev.crossfade.core.shadow;

import dev.crossfade.core.canary.Judgement;
import dev.crossfade.core.canary.Judgement.Verdict;
import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.canary.MannWhitney;
import java.util.Locale;

/**
 * How long both stacks took for the same.
 *
 * @param legacy the legacy one
 * @param fresh the new one, as often, asked by turns
 */
public record Pace(Latencies legacy, Latencies fresh) {

  /** Nothing was timed. */
  public static final Pace NONE = new Pace(Latencies.NONE, Latencies.NONE);

  /** Fewer answers of a stack are too few for the formulas of the test. */
  public static final int FEWEST = 20;

  /** How sure one has to be that the new stack is slower. */
  private static final double DOUBT = 0.001;

  /** These and others. */
  public Pace plus(Pace other) {
    return new Pace(legacy.plus(other.legacy), fresh.plus(other.fresh));
  }

  /**
   * Whether the new stack is slower by more than this, as far as that can be told.
   *
   * @param slowerPercent how much longer it may take
   */
  public Judgement judge(int slowerPercent) {
    if (Math.min(legacy.count(), fresh.count()) < FEWEST) {
      return new Judgement(
          Verdict.UNKNOWN,
          "%d and %d times are too few to compare, %d are needed"
              .formatted(fresh.count(), legacy.count(), FEWEST));
    }
    MannWhitney test = MannWhitney.of(fresh, legacy);
    double limit = 1 + slowerPercent / 100.0;
    boolean slow = test.p() < DOUBT && test.ratio() > limit;
    String why =
        String.format(
            Locale.ROOT,
            "the new stack takes %.2f times as long (limit %.2f), slower in %.0f %% of pairs"
                + " (p %.4f, limit %.3f)",
            test.ratio(),
            limit,
            test.slower() * 100,
            test.p(),
            DOUBT);
    return new Judgement(slow ? Verdict.FAIL : Verdict.PASS, why);
  }
}
