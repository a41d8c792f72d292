package dev.crossfade.core.check;

/**
 * The population stability index: how differently two populations are spread over the same bins. It
 * is the sum over all bins of (a - e) ln(a / e), with e and a the shares of the bin. Usual reading:
 * below 0.1 the same, above 0.25 another population.
 */
public final class Psi {

  /** What an empty bin counts as, since ln(0) says nothing. */
  private static final double NOTHING = 0.5;

  private Psi() {}

  /** The index of two populations; 0 when either is empty, since then nothing can be said. */
  public static double of(long[] expected, long[] observed) {
    if (expected.length != observed.length) {
      throw new IllegalArgumentException(expected.length + " and " + observed.length + " bins");
    }
    double all = sum(expected);
    double others = sum(observed);
    if (all == 0 || others == 0) {
      return 0;
    }
    double index = 0;
    for (int bin = 0; bin < expected.length; bin++) {
      if (expected[bin] != 0 || observed[bin] != 0) {
        double e = Math.max(expected[bin], NOTHING) / all;
        double a = Math.max(observed[bin], NOTHING) / others;
        index += (a - e) * Math.log(a / e);
      }
    }
    return index;
  }

  private static double sum(long[] bins) {
    double sum = 0;
    for (long bin : bins) {
      sum += bin;
    }
    return sum;
  }
}
