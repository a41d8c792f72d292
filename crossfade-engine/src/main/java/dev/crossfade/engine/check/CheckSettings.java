package dev.crossfade.engine.check;

import dev.crossfade.spi.check.InquiryLimits;
import java.time.Duration;

/**
 * How checks are asked.
 *
 * @param parallel nodes that are asked at the same time
 * @param limits what a question to a database may take
 * @param looks how often something wrong is looked at, behind a fence each time, before it counts
 * @param patience how long published changes may take to reach a fence
 */
public record CheckSettings(int parallel, InquiryLimits limits, int looks, Duration patience) {

  public static final CheckSettings DEFAULTS =
      new CheckSettings(2, InquiryLimits.DEFAULTS, 3, Duration.ofSeconds(60));

  public CheckSettings {
    if (parallel < 1 || looks < 1) {
      throw new IllegalArgumentException("nothing would be asked");
    }
  }
}
