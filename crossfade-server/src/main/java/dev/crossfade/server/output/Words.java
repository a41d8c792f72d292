package dev.crossfade.server.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times the way people read them. */
public final class Words {
  private Words() {}

  /** A count with thousands separated: {@code 1,234,567}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A count and what is counted: {@code 1 row}, {@code 2,000 rows}. */
  public static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** A duration with two significant parts: {@code 850 ms}, {@code 4.2 s}, {@code 3 min 12 s}. */
  public static String time(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (millis < 3_600_000) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  /** An age: {@code just now}, {@code 12 s ago}, {@code 2 h 5 min ago}. */
  public static String age(Duration age) {
    return age.toSeconds() < 2 ? "just now" : time(age).replaceFirst("\\.\\d s", " s") + " ago";
  }

  /** Rows per second, rounded: {@code 101,000 rows/s}. */
  public static String rate(double perSecond) {
    long rounded =
        perSecond >= 10_000 ? Math.round(perSecond / 1000) * 1000 : Math.round(perSecond);
    return count(rounded) + " rows/s";
  }
}
