package dev.crossfade.core.canary;

/**
 * Whether one sample fails more often than another: Fisher's exact test (1922). It needs no large
 * numbers, which failures rarely are.
 */
final class FisherExact {

  private static final double[] LANCZOS = {
    0.99999999999980993,
    676.5203681218851,
    -1259.1392167224028,
    771.32342877765313,
    -176.61502916214059,
    12.507343278686905,
    -0.13857109526572012,
    9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private FisherExact() {}

  /** The chance of this many failures of the suspect or more if both failed equally often. */
  static double p(Tally suspect, Tally reference) {
    long m = suspect.requests();
    long n = reference.requests();
    long failures = suspect.failures() + reference.failures();
    double all = choose(m + n, failures);
    double p = 0;
    for (long i = suspect.failures(); i <= Math.min(m, failures); i++) {
      p += Math.exp(choose(m, i) + choose(n, failures - i) - all);
    }
    return Math.min(1, p);
  }

  private static double choose(long n, long k) {
    return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
  }

  /** By the approximation of Lanczos, with g = 7 and nine terms. */
  static double lnFactorial(long n) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (n + i);
    }
    double t = n + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (n + 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
