package dev.crossfade.embedded.demo;

import org.jspecify.annotations.Nullable;

/** Texts, identifiers, JSON and times. */
final class Texts {

  /** 2021-01-01T00:00:00Z in seconds; histories start here and last {@link #SPAN} seconds. */
  static final long START = 1_609_459_200L;

  static final int SPAN = 150_000_000;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Texts() {}

  static String sentence(Dice dice, int words) {
    StringBuilder text = new StringBuilder(words * 8);
    for (int i = 0; i < words; i++) {
      if (i > 0) {
        text.append(i % 12 == 0 ? '\n' : ' ');
      }
      text.append(dice.pick(Words.TEXT));
    }
    return text.toString();
  }

  /** A note of 3 to 20 kB in one of {@code rarity} rows, else a short one, an empty one or none. */
  static @Nullable String note(Dice dice, int rarity) {
    if (dice.below(rarity) == 0) {
      return sentence(dice, dice.between(520, 3000));
    }
    return switch (dice.below(8)) {
      case 0, 1, 2, 3, 4 -> null;
      case 5 -> "";
      default -> sentence(dice, dice.between(3, 12));
    };
  }

  static String uuid(Dice dice) {
    long high = (dice.next() & ~0xF000L) | 0x4000L;
    long low = (dice.next() & ~0xC000000000000000L) | 0x8000000000000000L;
    StringBuilder text = new StringBuilder(36);
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(HEX[(int) (high >>> shift) & 15]);
      if (shift == 32 || shift == 16) {
        text.append('-');
      }
    }
    text.append('-');
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(HEX[(int) (low >>> shift) & 15]);
      if (shift == 48) {
        text.append('-');
      }
    }
    return text.toString();
  }

  static String hex(Dice dice, int bytes) {
    StringBuilder text = new StringBuilder(bytes * 2);
    for (int i = 0; i < bytes * 2; i++) {
      text.append(HEX[dice.below(16)]);
    }
    return text.toString();
  }

  /** A date from days since 1970-01-01. */
  static String date(long days) {
    StringBuilder text = new StringBuilder(10);
    appendDate(text, days);
    return text.toString();
  }

  /** A local time between 07:00 and 21:59 of the history, with {@code digits} of fraction. */
  static String local(Dice dice, int digits) {
    StringBuilder text = new StringBuilder(26);
    appendDate(text, (START + dice.below(SPAN)) / 86_400);
    two(text.append(' '), dice.between(7, 21));
    two(text.append(':'), dice.below(60));
    two(text.append(':'), dice.below(60));
    if (digits > 0) {
      text.append('.');
      for (int i = 0; i < digits; i++) {
        text.append((char) ('0' + dice.below(10)));
      }
    }
    return text.toString();
  }

  /** An instant in UTC with its offset, to the microsecond. */
  static String instant(Dice dice) {
    return local(dice, 6) + "+00";
  }

  private static void appendDate(StringBuilder text, long days) {
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097);
    long doe = z - era * 146_097;
    long yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;
    long month = mp < 10 ? mp + 3 : mp - 9;
    text.append(yoe + era * 400 + (month <= 2 ? 1 : 0));
    two(text.append('-'), (int) month);
    two(text.append('-'), (int) (doy - (153 * mp + 2) / 5 + 1));
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
