package dev.crossfade.spi.check;

import java.time.Duration;

/**
 * What a question may take.
 *
 * @param time after which the database gives up
 * @param rows most rows of an answer that are looked at
 */
public record InquiryLimits(Duration time, int rows) {

  /** Enough for a query over a large table, and few enough rows to be shown. */
  public static final InquiryLimits DEFAULTS = new InquiryLimits(Duration.ofMinutes(5), 10_000);

  public InquiryLimits {
    if (time.toMillis() < 1 || rows < 1) {
      throw new IllegalArgumentException("nothing can be asked within " + time);
    }
  }
}
