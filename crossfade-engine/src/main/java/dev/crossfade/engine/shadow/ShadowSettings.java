package dev.crossfade.engine.shadow;

import dev.crossfade.spi.check.InquiryLimits;
import java.time.Duration;

/**
 * How both stacks are asked.
 *
 * @param limits what a question to a database may take
 * @param looks how often a difference is looked at, behind a fence each time, before it counts
 * @param patience how long published changes may take to reach a fence
 * @param samples how often each stack is asked by turns to compare times
 * @param budget after which no further time is taken
 */
public record ShadowSettings(
    InquiryLimits limits, int looks, Duration patience, int samples, Duration budget) {

  public static final ShadowSettings DEFAULTS =
      new ShadowSettings(
          new InquiryLimits(Duration.ofMinutes(1), 10_000),
          3,
          Duration.ofSeconds(60),
          20,
          Duration.ofSeconds(10));

  public ShadowSettings {
    if (looks < 1) {
      throw new IllegalArgumentException("nothing would be asked");
    }
  }
}
