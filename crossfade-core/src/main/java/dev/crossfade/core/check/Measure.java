package dev.crossfade.core.check;

import java.math.BigDecimal;

/**
 * One pair of figures that were compared.
 *
 * @param label what was measured, for example a day or a column
 * @param expected on the side of the sources
 * @param observed in production
 * @param limit most by which they may differ
 */
public record Measure(String label, BigDecimal expected, BigDecimal observed, BigDecimal limit) {

  /** One of whole numbers. */
  public static Measure of(String label, long expected, long observed, long limit) {
    return new Measure(
        label,
        BigDecimal.valueOf(expected),
        BigDecimal.valueOf(observed),
        BigDecimal.valueOf(limit));
  }

  /** Whether the figures are near enough. */
  public boolean within() {
    return difference().abs().compareTo(limit) <= 0;
  }

  /** How much more was observed than expected. */
  public BigDecimal difference() {
    return observed.subtract(expected);
  }
}
