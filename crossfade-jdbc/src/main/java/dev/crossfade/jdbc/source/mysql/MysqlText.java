package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;

/** Writes values as MariaDB and MySQL read them. Requires {@code NO_BACKSLASH_ESCAPES}. */
final class MysqlText {

  private static final long DAY = 86_400_000_000L;

  private MysqlText() {}

  /** A literal to compare with {@link MysqlSelect#ordered}. */
  static String literal(Column column, Object value) {
    LogicalType type = column.type();
    if (type instanceof LogicalType.Enumeration labels) {
      return String.valueOf(labels.labels().indexOf((String) value) + 1);
    }
    if (type instanceof LogicalType.Date) {
      return "'" + LocalDate.ofEpochDay((Long) value) + "'";
    }
    if (type instanceof LogicalType.Timestamp || type instanceof LogicalType.TimestampTz) {
      return "'" + timestamp((Long) value) + "'";
    }
    if (value instanceof byte[] bytes) {
      return bits(column) ? new BigInteger(1, bytes).toString() : hex(bytes);
    }
    return plain(value);
  }

  private static String plain(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Float number) {
      return String.valueOf(number.doubleValue());
    }
    if (value instanceof Number) {
      return value.toString();
    }
    if (value instanceof IntervalValue interval) {
      return "'" + (interval.micros() < 0 ? "-" : "") + clock(Math.abs(interval.micros())) + "'";
    }
    return "'" + value.toString().replace("'", "''") + "'";
  }

  private static boolean bits(Column column) {
    return column.nativeType().toLowerCase(Locale.ROOT).startsWith("bit");
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? "''" : "x'" + HexFormat.of().formatHex(bytes) + "'";
  }

  private static String timestamp(long micros) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros, DAY))
        + " "
        + clock(Math.floorMod(micros, DAY));
  }

  private static String clock(long micros) {
    long seconds = micros / 1_000_000L;
    return "%02d:%02d:%02d.%06d"
        .formatted(seconds / 3600, seconds / 60 % 60, seconds % 60, micros % 1_000_000L);
  }
}
