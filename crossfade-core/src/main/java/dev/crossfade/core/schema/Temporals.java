package dev.crossfade.core.schema;

/** Values of the date and time types that no calendar contains. */
public final class Temporals {

  /** {@code infinity} of PostgreSQL's date, timestamp and timestamptz. */
  public static final long INFINITY = Long.MAX_VALUE;

  /** {@code -infinity} of PostgreSQL's date, timestamp and timestamptz. */
  public static final long NEGATIVE_INFINITY = Long.MIN_VALUE;

  private Temporals() {}

  public static boolean finite(long value) {
    return value != INFINITY && value != NEGATIVE_INFINITY;
  }
}
