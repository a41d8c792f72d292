package dev.crossfade.core.canary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether answers of one sample take longer than those of another: the rank sum test of Mann and
 * Whitney (1947), in its normal approximation with the correction for ties and for continuity, and
 * two sizes of the effect that do not depend on how many answers there are.
 *
 * @param u pairs of a suspect and a reference answer in which the suspect is slower, ties counting
 *     half
 * @param z standard deviations that this is above what equal samples have
 * @param p chance of this much or more if the samples were equal (one-sided)
 * @param slower share of pairs in which the suspect is slower (Vargha and Delaney's A)
 * @param ratio how many times longer the suspect takes: the median over all pairs (Hodges and
 *     Lehmann's estimate, of logarithms)
 */
public record MannWhitney(double u, double z, double p, double slower, double ratio) {

  /** Compares two samples, neither of which is empty. */
  public static MannWhitney of(Latencies suspect, Latencies reference) {
    double m = suspect.count();
    double n = reference.count();
    if (m == 0 || n == 0) {
      throw new IllegalArgumentException("nothing to compare");
    }
    double u = 0;
    double below = 0;
    double ties = 0;
    for (int i = 0; i < Latencies.BUCKETS; i++) {
      double here = reference.in(i);
      u += suspect.in(i) * (below + here / 2);
      below += here;
      double tied = here + suspect.in(i);
      ties += tied * tied * tied - tied;
    }
    double z = z(u, m, n, ties);
    return new MannWhitney(u, z, tail(z), u / (m * n), ratio(suspect, reference));
  }

  private static double z(double u, double m, double n, double ties) {
    double all = m + n;
    double variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)));
    double distance = u - m * n / 2;
    if (variance <= 0) {
      return 0;
    }
    double continuity = Math.signum(distance) * Math.min(0.5, Math.abs(distance));
    return (distance - continuity) / Math.sqrt(variance);
  }

  /**
   * The chance that a standard normal variable is larger: Abramowitz and Stegun, 26.2.17, wrong by
   * less than 7.5e-8.
   */
  static double tail(double z) {
    if (z < 0) {
      return 1 - tail(-z);
    }
    double t = 1 / (1 + 0.2316419 * z);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
  }

  private record Pair(double ratio, double weight) {}

  private static double ratio(Latencies suspect, Latencies reference) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < Latencies.BUCKETS; i++) {
      for (int j = 0; suspect.in(i) > 0 && j < Latencies.BUCKETS; j++) {
        if (reference.in(j) > 0) {
          double weight = (double) suspect.in(i) * reference.in(j);
          pairs.add(new Pair(Latencies.middle(i) / Latencies.middle(j), weight));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::ratio));
    double half = pairs.stream().mapToDouble(Pair::weight).sum() / 2;
    double passed = 0;
    for (Pair pair : pairs) {
      passed += pair.weight();
      if (passed >= half) {
        return pair.ratio();
      }
    }
    return 1;
  }
}
