package dev.crossfade.embedded.demo;

/**
 * Which rows the unified target must refuse: three in ten thousand of the contacts, leads,
 * campaigns and daily figures, always the same ones.
 */
final class Refused {

  private static final int EVERY = 3_333;
  private static final int FIRST = 123;

  private Refused() {}

  static boolean row(long number) {
    return number % EVERY == FIRST;
  }

  /** How many of {@code count} rows are refused. */
  static long among(long count) {
    return count <= FIRST ? 0 : (count - FIRST - 1) / EVERY + 1;
  }
}
