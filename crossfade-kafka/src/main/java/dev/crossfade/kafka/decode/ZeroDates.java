package dev.crossfade.kafka.decode;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What MariaDB's zero dates become. Debezium sends them as NULL, in columns without NULL as
 * 1970-01-01, and in TIMESTAMP columns always as the epoch, which TIMESTAMP cannot hold otherwise.
 */
enum ZeroDates {
  /** The source knows no zero dates. */
  NONE,
  /** NULL, even in columns without NULL: the mapping has to decide. */
  NULL,
  /** 1970-01-01 in columns without NULL. */
  EPOCH;

  private static final Long ZERO = 0L;

  static ZeroDates of(String engine, String policy) {
    if (engine.equals("postgresql")) {
      return NONE;
    }
    return policy.equals("epoch") ? EPOCH : NULL;
  }

  boolean concerns(Column column) {
    LogicalType type = column.type();
    return this != NONE
        && (type instanceof LogicalType.Date
            || type instanceof LogicalType.Timestamp
            || type instanceof LogicalType.TimestampTz);
  }

  /** The value of such a column, given what Debezium sent. */
  @Nullable Object decide(Column column, @Nullable Object sent) {
    if (column.nullable()) {
      boolean zero = column.type() instanceof LogicalType.TimestampTz && ZERO.equals(sent);
      return zero ? null : sent;
    }
    if (sent == null || Objects.equals(sent, ZERO)) {
      return this == EPOCH ? ZERO : null;
    }
    return sent;
  }
}
