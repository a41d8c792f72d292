package dev.crossfade.core.spec;

import java.math.BigDecimal;

/**
 * By how much a figure may differ.
 *
 * @param absolute always allowed
 * @param relative allowed as a share of the expected figure
 * @param learning whether what the source's own figures vary by is allowed, too
 */
public record Tolerance(BigDecimal absolute, BigDecimal relative, Learning learning) {

  /** Nothing at all. */
  public static final Tolerance NONE =
      new Tolerance(BigDecimal.ZERO, BigDecimal.ZERO, Learning.OFF);

  public Tolerance {
    if (absolute.signum() < 0 || relative.signum() < 0) {
      throw new IllegalArgumentException("a tolerance is negative");
    }
  }

  /** Whether a tolerance is learned. */
  public enum Learning {
    OFF,
    ON
  }

  /**
   * The most by which a figure may differ from the expected one.
   *
   * @param noise what was learned, as a share
   */
  public BigDecimal limit(BigDecimal expected, BigDecimal noise) {
    BigDecimal size = expected.abs();
    BigDecimal limit = absolute.max(relative.multiply(size));
    return learning == Learning.ON ? limit.max(noise.multiply(size)) : limit;
  }
}
