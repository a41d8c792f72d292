package dev.crossfade.mapping.key;

import org.jspecify.annotations.Nullable;

/**
 * Which characters the text of a value can have, and how many.
 *
 * @param allowed the characters; null when it can be any
 * @param length in characters when it is always the same, else 0
 */
public record Letters(@Nullable String allowed, int length) {

  private static final String DIGITS = "0123456789";
  private static final String CLOCK = DIGITS + "-+:.TZ" + "infty";

  /** Nothing is known. */
  public static final Letters ANY = new Letters(null, 0);

  public static final Letters SIGNED = new Letters(DIGITS + "-", 0);
  public static final Letters UNSIGNED = new Letters(DIGITS, 0);
  public static final Letters DECIMAL = new Letters(DIGITS + "-." + "NaInfity", 0);
  public static final Letters BOOL = new Letters("truefals", 0);
  public static final Letters HEXADECIMAL = new Letters(DIGITS + "abcdef", 0);
  public static final Letters UUID = new Letters(DIGITS + "abcdef-", 36);

  /** Dates, times and timestamps, with their infinities. */
  public static final Letters TIME = new Letters(CLOCK, 0);

  boolean may(char character) {
    return allowed == null || allowed.indexOf(character) >= 0;
  }
}
