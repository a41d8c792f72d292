package dev.crossfade.core.schema;

import java.util.List;

/**
 * The type of a column's values, independent of any database. Every value in a row array has
 * exactly the Java class stated at its type; SQL NULL is Java {@code null}. All classes are
 * immutable except {@code byte[]}, which nobody may modify after it was put into a row.
 */
public sealed interface LogicalType {

  /** {@link Boolean}. */
  record Bool() implements LogicalType {}

  /** {@link Long}, whatever the width; {@code bits} is 16, 32 or 64 and bounds the range. */
  record Int(int bits) implements LogicalType {}

  /** {@link java.math.BigInteger} in [0, 2^64). */
  record UInt64() implements LogicalType {}

  /**
   * {@link java.math.BigDecimal}, or {@link SpecialNumber} where the database knows NaN and
   * infinities. {@code precision} 0 means unconstrained (then {@code scale} is 0 and ignored).
   */
  record Decimal(int precision, int scale) implements LogicalType {
    /** A decimal without bound on digits, such as PostgreSQL's plain {@code numeric}. */
    public static final Decimal UNCONSTRAINED = new Decimal(0, 0);

    public boolean constrained() {
      return precision > 0;
    }
  }

  /** {@link Float} for 32 bits, {@link Double} for 64. */
  record Floating(int bits) implements LogicalType {}

  /** {@link String}; {@code maxLength} in code points, 0 means unbounded. */
  record Text(int maxLength) implements LogicalType {
    public static final Text UNBOUNDED = new Text(0);
  }

  /** {@link String} of {@code CHAR(n)}: trailing pad spaces are removed at every reader. */
  record FixedText(int length) implements LogicalType {}

  /** {@code byte[]}. */
  record Bytes() implements LogicalType {}

  /** {@link Long}: days since 1970-01-01, or {@link Temporals#INFINITY}/{@code -INFINITY}. */
  record Date() implements LogicalType {}

  /** {@link Long}: microseconds since midnight, 0 to 86,400,000,000 inclusive. */
  record Time() implements LogicalType {}

  /**
   * {@link Long}: microseconds since 1970-01-01T00:00:00 of a local clock (no zone), or {@link
   * Temporals#INFINITY}/{@link Temporals#NEGATIVE_INFINITY}.
   */
  record Timestamp() implements LogicalType {}

  /** {@link Long}: microseconds since the epoch in UTC, or an infinity as in {@link Timestamp}. */
  record TimestampTz() implements LogicalType {}

  /** {@link IntervalValue}. */
  record Interval() implements LogicalType {}

  /** {@link java.util.UUID}. */
  record Uuid() implements LogicalType {}

  /** {@link String}: JSON text; equality is that of the JSON values, not of the text. */
  record Json() implements LogicalType {}

  /** {@link String}: one of {@code labels}, compared as text. */
  record Enumeration(String name, List<String> labels) implements LogicalType {
    public Enumeration {
      labels = List.copyOf(labels);
    }
  }

  /**
   * {@link java.util.List} of element values, one dimension, lower bound 1; elements may be null.
   */
  record Array(LogicalType element) implements LogicalType {}
}
