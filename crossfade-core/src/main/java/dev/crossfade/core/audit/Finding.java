package dev.crossfade.core.audit;

/**
 * Something wrong with a log, and where.
 *
 * @param kind what
 * @param from index of the first leaf it is about
 * @param until index behind the last one; the same as {@code from} when it is about no leaf
 * @param text for people
 */
public record Finding(FindingKind kind, long from, long until, String text) {

  static Finding leaf(FindingKind kind, long index, String text) {
    return new Finding(kind, index, index + 1, "leaf " + index + " " + text);
  }
}
