package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.spec.ZeroDates;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The decoder of each column, for results in the text protocol. */
final class MysqlDecoders {

  private static final int LONG_DIGITS = 18;
  private static final Unreadable NO_FLAG =
      new Unreadable("a TINYINT(1) with a value other than 0 and 1");
  private static final Unreadable NO_DATE = new Unreadable("a date that no calendar has");

  private final ZeroDates zeroDates;

  MysqlDecoders(ZeroDates zeroDates) {
    this.zeroDates = zeroDates;
  }

  MysqlDecoder of(Column column) {
    LogicalType type = column.type();
    if (type instanceof LogicalType.Date) {
      return dated(column, MysqlTemporals::days);
    }
    if (type instanceof LogicalType.Timestamp || type instanceof LogicalType.TimestampTz) {
      return dated(column, MysqlTemporals::micros);
    }
    if (type instanceof LogicalType.Bool) {
      return column.nativeType().toLowerCase(Locale.ROOT).startsWith("bit")
          ? MysqlDecoders::bit
          : MysqlDecoders::flag;
    }
    // MariaDB's JSON is a text
    boolean json = column.nativeType().toLowerCase(Locale.ROOT).startsWith("json");
    return json ? text(MysqlJson::value) : plain(type);
  }

  private static MysqlDecoder plain(LogicalType type) {
    if (type instanceof LogicalType.Int) {
      return text(Long::valueOf);
    }
    if (type instanceof LogicalType.UInt64) {
      return text(MysqlDecoders::unsigned);
    }
    if (type instanceof LogicalType.Decimal) {
      return text(BigDecimal::new);
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == 32
          ? text(value -> (float) Double.parseDouble(value))
          : text(Double::valueOf);
    }
    if (type instanceof LogicalType.Interval) {
      return text(MysqlTemporals::time);
    }
    if (type instanceof LogicalType.Uuid) {
      return text(UUID::fromString);
    }
    return type instanceof LogicalType.Bytes ? ResultSet::getBytes : ResultSet::getString;
  }

  /** Turns the text of a value that is not NULL into the value. */
  @FunctionalInterface
  private interface FromText {
    Object value(String text);
  }

  private static MysqlDecoder text(FromText from) {
    return (row, index) -> {
      String text = row.getString(index);
      return text == null ? null : from.value(text);
    };
  }

  private static Object unsigned(String text) {
    return text.length() <= LONG_DIGITS
        ? BigInteger.valueOf(Long.parseLong(text))
        : new BigInteger(text);
  }

  private static @Nullable Object bit(ResultSet row, int index) throws SQLException {
    byte[] bytes = row.getBytes(index);
    return bytes == null ? null : bytes[bytes.length - 1] != 0;
  }

  /** TINYINT(1) is a flag by convention; a column that holds other numbers is not one. */
  private static @Nullable Object flag(ResultSet row, int index) throws SQLException {
    String text = row.getString(index);
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "0" -> Boolean.FALSE;
      case "1" -> Boolean.TRUE;
      default -> NO_FLAG;
    };
  }

  /** In a NOT NULL column the log cannot tell a zero date from 1970-01-01, so neither do we. */
  private MysqlDecoder dated(Column column, ToLongFunction<String> parse) {
    boolean epoch = zeroDates == ZeroDates.EPOCH;
    return (row, index) -> {
      String text = row.getString(index);
      if (text == null) {
        return null;
      }
      boolean zero = MysqlTemporals.zero(text);
      if (zero && column.nullable()) {
        return null;
      }
      try {
        long value = zero ? 0 : parse.applyAsLong(text);
        return value == 0 && !column.nullable() && !epoch ? null : (Object) value;
      } catch (DateTimeException e) {
        return NO_DATE;
      }
    };
  }
}
