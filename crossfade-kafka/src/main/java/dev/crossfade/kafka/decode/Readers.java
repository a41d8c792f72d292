package dev.crossfade.kafka.decode;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Chooses how a column's values are read. */
final class Readers {

  private static final Pattern NEGATIVE_SCALE = Pattern.compile("^numeric\\(\\d+, ?-");

  private final Placeholder placeholder;
  private final ValueReader json;

  Readers(String engine, Placeholder placeholder) {
    this.placeholder = placeholder;
    this.json =
        engine.equals("mysql")
            ? new QuickReader(MysqlJson::quick, MysqlJson::read)
            : scalar(new LogicalType.Json());
  }

  ValueReader of(Column column) {
    ValueReader plain =
        column.type() instanceof LogicalType.Json
            ? json
            : plain(column.type(), column.nativeType());
    return placeholder.around(column.type(), plain);
  }

  private static ValueReader plain(LogicalType type, String nativeType) {
    if (nativeType.toLowerCase(Locale.ROOT).startsWith("bit")) {
      return BitReader.of(type, nativeType);
    }
    if (nativeType.toLowerCase(Locale.ROOT).startsWith("year")) {
      return NumberReaders::year;
    }
    if (NEGATIVE_SCALE.matcher(nativeType).find()) {
      return NumberReaders::rounded;
    }
    if (type instanceof LogicalType.Enumeration enumeration) {
      return LabelReader.of(enumeration.labels());
    }
    if (type instanceof LogicalType.Array array) {
      return new ArrayReader(plain(array.element(), ""));
    }
    return scalar(type);
  }

  private static ValueReader scalar(LogicalType type) {
    if (type instanceof LogicalType.Date) {
      return new QuickReader(QuickReaders::date, TimeReaders::date);
    }
    if (type instanceof LogicalType.Time) {
      return new QuickReader(QuickReaders::integer, TimeReaders::time);
    }
    if (type instanceof LogicalType.Timestamp) {
      return new QuickReader(QuickReaders::instant, TimeReaders::timestamp);
    }
    if (type instanceof LogicalType.TimestampTz) {
      return new QuickReader(QuickReaders::instant, TimeReaders::instant);
    }
    if (type instanceof LogicalType.Interval) {
      return IntervalReader::read;
    }
    return number(type);
  }

  private static ValueReader number(LogicalType type) {
    if (type instanceof LogicalType.Bool) {
      return new QuickReader(QuickReaders::bool, NumberReaders::bool);
    }
    if (type instanceof LogicalType.Int) {
      return new QuickReader(QuickReaders::integer, NumberReaders::integer);
    }
    if (type instanceof LogicalType.UInt64) {
      return NumberReaders::unsigned;
    }
    if (type instanceof LogicalType.Decimal) {
      return new QuickReader(QuickReaders::decimal, NumberReaders::decimal);
    }
    if (type instanceof LogicalType.Floating floating) {
      return floating.bits() == 32 ? NumberReaders::real : NumberReaders::floating;
    }
    return text(type);
  }

  private static ValueReader text(LogicalType type) {
    if (type instanceof LogicalType.FixedText) {
      return new QuickReader(QuickReaders::fixed, TextReaders::fixed);
    }
    if (type instanceof LogicalType.Bytes) {
      return new QuickReader(QuickReaders::bytes, TextReaders::bytes);
    }
    if (type instanceof LogicalType.Uuid) {
      return new QuickReader(QuickReaders::uuid, node -> UUID.fromString(node.asText()));
    }
    return new QuickReader(QuickReaders::text, TextReaders::text);
  }
}
