package dev.crossfade.core.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a source changes figures that it has given before: events that come late, corrections.
 * Learned from the figures of the same label in earlier runs. What almost all (95 of 100) revisions
 * stay below is noise; with less than {@value #LEAST} revisions nothing is known yet, and no noise
 * is allowed.
 */
public final class Noise {

  /** Fewer revisions than this teach nothing. */
  static final int LEAST = 5;

  private static final int PERCENT = 95;

  private Noise() {}

  /**
   * The noise as a share of the figure.
   *
   * @param runs figures of the source, by label, oldest run first
   */
  public static BigDecimal of(List<Map<String, BigDecimal>> runs) {
    List<BigDecimal> revisions = new ArrayList<>();
    Map<String, BigDecimal> last = new HashMap<>();
    for (Map<String, BigDecimal> run : runs) {
      run.forEach(
          (label, figure) -> {
            BigDecimal before = last.put(label, figure);
            if (before != null && before.signum() != 0) {
              revisions.add(
                  figure.subtract(before).abs().divide(before.abs(), MathContext.DECIMAL64));
            }
          });
    }
    if (revisions.size() < LEAST) {
      return BigDecimal.ZERO;
    }
    revisions.sort(null);
    int rank = (int) Math.ceil(revisions.size() * PERCENT / 100.0);
    return revisions.get(rank - 1);
  }
}
