package dev.crossfade.core.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a source changes figures of days and hours that were over: events that come late,
 * corrections. Learned from the figures of the same label in earlier runs; a figure counts only if
 * its day or hour had ended before the earlier of both runs began, so that what was still growing
 * teaches nothing. What almost all (95 of 100) revisions stay below is noise; with less than
 * {@value #LEAST} revisions nothing is known yet, and no noise is allowed. Never more than {@link
 * #MOST}.
 */
public final class Noise {

  /** Fewer revisions than this teach nothing. */
  static final int LEAST = 5;

  /** More than this share is never taken for noise. */
  public static final BigDecimal MOST = new BigDecimal("0.05");

  /** A day is over everywhere on Earth so long after it is over in UTC. */
  private static final Duration EVERYWHERE = Duration.ofHours(12);

  private static final int DAY = "2026-01-01".length();
  private static final int PERCENT = 95;

  private Noise() {}

  /**
   * What a source showed.
   *
   * @param began when the run began
   * @param figures by label
   */
  public record Showing(Instant began, Map<String, BigDecimal> figures) {
    public Showing {
      figures = Map.copyOf(figures);
    }
  }

  /**
   * The noise as a share of the figure.
   *
   * @param runs that have passed, oldest first
   */
  public static BigDecimal of(List<Showing> runs) {
    List<BigDecimal> revisions = new ArrayList<>();
    Map<String, BigDecimal> last = new HashMap<>();
    for (Showing run : runs) {
      run.figures()
          .forEach(
              (label, figure) -> {
                BigDecimal before = last.get(label);
                if (before != null && before.signum() != 0) {
                  revisions.add(
                      figure.subtract(before).abs().divide(before.abs(), MathContext.DECIMAL64));
                }
                if (over(label, run.began())) {
                  last.put(label, figure);
                }
              });
    }
    if (revisions.size() < LEAST) {
      return BigDecimal.ZERO;
    }
    revisions.sort(null);
    int rank = (int) Math.ceil(revisions.size() * PERCENT / 100.0);
    return revisions.get(rank - 1).min(MOST);
  }

  /** Whether the day or hour of a label had ended; what is neither never ends. */
  private static boolean over(String label, Instant then) {
    try {
      Instant end =
          label.length() == DAY
              ? LocalDate.parse(label).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)
              : LocalDateTime.parse(label).plusHours(1).toInstant(ZoneOffset.UTC);
      return !end.plus(EVERYWHERE).isAfter(then);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
