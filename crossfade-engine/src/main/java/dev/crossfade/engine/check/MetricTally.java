package dev.crossfade.engine.check;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Temporals;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MetricSpec.Aggregate;
import dev.crossfade.core.spec.MetricSpec.Grain;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up one declared figure over the rows of one side. Exact; not thread-safe. */
final class MetricTally {

  /** More labels than this are not compared. */
  static final int MOST = 200_000;

  /** More values than this are not told apart; 32 bytes and more are needed for each. */
  static final int MOST_VALUES = 500_000;

  private static final long MICROS = 1_000_000;
  private static final long HOUR = 3_600;
  private static final int LONGEST = 80;

  private final MetricSpec.Declared said;
  private final TableSchema table;
  private final int column;
  private final int by;
  private final Map<Integer, List<String>> where = new HashMap<>();
  private final Map<String, BigDecimal> figures = new HashMap<>();
  private final Map<String, Set<Long>> distinct = new HashMap<>();
  private int values;
  private BigDecimal largest = BigDecimal.ONE;

  MetricTally(MetricSpec.Declared said, TableSchema table) {
    this.said = said;
    this.table = table;
    this.column = table.indexOf(said.column());
    this.by = table.indexOf(said.by());
    said.where().forEach((name, values) -> where.put(table.indexOf(name), values));
  }

  void add(@Nullable Object[] row) {
    if (labels() > MOST || !belongs(row)) {
      return;
    }
    Object value = column < 0 ? null : row[column];
    if (said.measure() == Aggregate.COUNT) {
      figures.merge(label(row), BigDecimal.ONE, BigDecimal::add);
    } else if (value != null && said.measure() == Aggregate.DISTINCT) {
      tell(label(row), hash(ValueText.format(type(column), value)));
    } else if (value != null) {
      BigDecimal number = number(value);
      if (number != null) {
        figures.merge(label(row), number, BigDecimal::add);
        largest = largest.max(number.abs());
      }
    }
  }

  void merge(MetricTally other) {
    other.figures.forEach((label, figure) -> figures.merge(label, figure, BigDecimal::add));
    other.distinct.forEach((label, values) -> values.forEach(value -> tell(label, value)));
    values = Math.max(values, other.values);
    largest = largest.max(other.largest);
  }

  private void tell(String label, long value) {
    if (!crowded() && distinct.computeIfAbsent(label, any -> new HashSet<>()).add(value)) {
      values++;
    }
  }

  /** Whether there were more values than can be told apart. */
  boolean crowded() {
    return values > MOST_VALUES;
  }

  /** How many figures there are. */
  int labels() {
    return figures.size() + distinct.size();
  }

  /** The figures by label. */
  Map<String, BigDecimal> figures() {
    Map<String, BigDecimal> all = new TreeMap<>(figures);
    distinct.forEach((label, values) -> all.put(label, BigDecimal.valueOf(values.size())));
    return all;
  }

  /** The most by which one row changes a figure. */
  BigDecimal largest() {
    return largest;
  }

  private boolean belongs(@Nullable Object[] row) {
    for (Map.Entry<Integer, List<String>> each : where.entrySet()) {
      Object value = row[each.getKey()];
      if (each.getValue().stream().noneMatch(wanted -> is(type(each.getKey()), value, wanted))) {
        return false;
      }
    }
    return true;
  }

  /** Numbers are compared as numbers, so that 1 is 1.00. */
  private static boolean is(LogicalType type, @Nullable Object value, String wanted) {
    if (value == null) {
      return wanted.equals("null");
    }
    boolean numeric =
        type instanceof LogicalType.Int
            || type instanceof LogicalType.UInt64
            || type instanceof LogicalType.Decimal
            || type instanceof LogicalType.Floating;
    BigDecimal number = numeric ? number(value) : null;
    if (number != null) {
      try {
        return number.compareTo(new BigDecimal(wanted)) == 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return ValueText.format(type, value).equals(wanted);
  }

  private String label(@Nullable Object[] row) {
    if (by < 0) {
      return "all";
    }
    Object value = row[by];
    if (value == null) {
      return "NULL";
    }
    if (said.grain() == Grain.VALUE || !(value instanceof Long time) || !Temporals.finite(time)) {
      String text = ValueText.format(type(by), value);
      return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
    return type(by) instanceof LogicalType.Date ? LocalDate.ofEpochDay(time).toString() : at(time);
  }

  private String at(long micros) {
    long second = Math.floorDiv(micros, MICROS);
    if (said.grain() == Grain.DAY) {
      return LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC).toString();
    }
    long hour = Math.floorDiv(second, HOUR) * HOUR;
    return Instant.ofEpochSecond(hour).toString().substring(0, "2026-01-01T00:00".length());
  }

  private LogicalType type(int index) {
    return table.columns().get(index).type();
  }

  private static @Nullable BigDecimal number(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return new BigDecimal(number.doubleValue());
    }
    return null;
  }

  /** FNV-1a of 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
