package dev.crossfade.kafka.decode;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Instants such as {@code 2024-02-29T12:34:56.789Z} with a year of four digits. */
final class QuickInstant {

  private static final int SECONDS_END = 19;
  private static final int MICRO_DIGITS = 6;
  private static final int[] DIGITS = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18};

  private QuickInstant() {}

  /** Microseconds since 1970, or null for any other form. */
  static @Nullable Long micros(byte[] text) {
    if (!formed(text)) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    boolean date = year > 0 && month >= 1 && month <= 12 && day >= 1;
    if (!date || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
      return null;
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * 86_400L
            + hour * 3600L
            + minute * 60L
            + second;
    return seconds * 1_000_000L + fraction(text);
  }

  private static boolean formed(byte[] text) {
    if (text.length <= SECONDS_END || text[text.length - 1] != 'Z') {
      return false;
    }
    for (int i : DIGITS) {
      if (!digit(text[i])) {
        return false;
      }
    }
    boolean separated =
        text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';
    return separated && fractionFormed(text);
  }

  private static boolean fractionFormed(byte[] text) {
    int digits = text.length - SECONDS_END - 2;
    if (digits < 0) {
      return true;
    }
    if (text[SECONDS_END] != '.' || digits == 0 || digits > MICRO_DIGITS) {
      return false;
    }
    for (int i = SECONDS_END + 1; i < text.length - 1; i++) {
      if (!digit(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static long fraction(byte[] text) {
    int from = SECONDS_END + 1;
    long micros = from < text.length - 1 ? number(text, from, text.length - 1) : 0;
    for (int digits = text.length - 1 - from; digits < MICRO_DIGITS && digits > 0; digits++) {
      micros *= 10;
    }
    return micros;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int number(byte[] text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text[i] - '0';
    }
    return number;
  }
}
