package dev.crossfade.core.check;

/**
 * Two distributions of numbers at the same points.
 *
 * @param points values, ascending
 * @param expected share of one side's values that are at most the point
 * @param observed the same of the other side
 */
public record Quantiles(double[] points, double[] expected, double[] observed) {

  public Quantiles {
    if (points.length != expected.length || points.length != observed.length) {
      throw new IllegalArgumentException("a share is needed for each point on both sides");
    }
  }

  /** The largest difference of shares at any point, as in the test of Kolmogorov and Smirnov. */
  public double largestGap() {
    double gap = 0;
    for (int i = 0; i < points.length; i++) {
      gap = Math.max(gap, Math.abs(expected[i] - observed[i]));
    }
    return gap;
  }

  /** The point at which the shares differ most; NaN without points. */
  public double widest() {
    double at = Double.NaN;
    double gap = -1;
    for (int i = 0; i < points.length; i++) {
      if (Math.abs(expected[i] - observed[i]) > gap) {
        gap = Math.abs(expected[i] - observed[i]);
        at = points[i];
      }
    }
    return at;
  }

  /** The index of stability with the points as bounds of bins. */
  public double psi(long expectedRows, long observedRows) {
    return Psi.of(bins(expected, expectedRows), bins(observed, observedRows));
  }

  private static long[] bins(double[] shares, long rows) {
    long[] bins = new long[shares.length + 1];
    double before = 0;
    for (int i = 0; i < shares.length; i++) {
      bins[i] = Math.round((shares[i] - before) * rows);
      before = shares[i];
    }
    bins[shares.length] = Math.round((1 - before) * rows);
    return bins;
  }
}
