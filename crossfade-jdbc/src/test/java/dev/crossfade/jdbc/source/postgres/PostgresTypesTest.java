package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Temporals;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.jdbc.source.Rows;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type through catalog, reading and reading by key. */
class PostgresTypesTest {

  /** One column of the torture table: declaration, logical type, and literals with their values. */
  private record Case(String declared, LogicalType type, List<Value> values) {}

  private record Value(String literal, Object expected) {}

  private static Case of(String declared, LogicalType type, Object... literalsAndValues) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < literalsAndValues.length; i += 2) {
      values.add(new Value((String) literalsAndValues[i], literalsAndValues[i + 1]));
    }
    return new Case(declared, type, values);
  }

  // spotless:off
  private static final List<Case> CASES = List.of(
      of("boolean", new LogicalType.Bool(), "true", true, "false", false),
      of("smallint", new LogicalType.Int(16), "-32768", -32768L, "32767", 32767L),
      of("integer", new LogicalType.Int(32), "-2147483648", -2147483648L, "7", 7L), of("bigint", new LogicalType.Int(64), "-9223372036854775808", Long.MIN_VALUE, "9223372036854775807", Long.MAX_VALUE), of("numeric(12,2)", new LogicalType.Decimal(12, 2), "-0.01", dec("-0.01"), "100", dec("100.00"), "9999999999.99", dec("9999999999.99"), "NaN", SpecialNumber.NAN), of("numeric(4,4)", new LogicalType.Decimal(4, 4), "0.0001", dec("0.0001"), "0", dec("0.0000")),
      of("numeric(5,-2)", LogicalType.Decimal.UNCONSTRAINED, "12345", dec("12300")), of("numeric", LogicalType.Decimal.UNCONSTRAINED, "0", dec("0"), "1.00", dec("1.00"), "10000", dec("10000"), "100000000", dec("100000000"), "0.00000001", dec("0.00000001"), "1e40", dec("1" + "0".repeat(40)), "1234567890123456789012345678901234567890.12345678901234567890", dec("1234567890123456789012345678901234567890.12345678901234567890"), "-99999999.99999999", dec("-99999999.99999999"), "Infinity", SpecialNumber.INFINITY, "-Infinity", SpecialNumber.NEGATIVE_INFINITY), of("real", new LogicalType.Floating(32), "0.1", 0.1f, "NaN", Float.NaN, "-0", -0.0f, "1e-45", Float.MIN_VALUE), of("double precision", new LogicalType.Floating(64), "0.1", 0.1d, "Infinity", Double.POSITIVE_INFINITY, "5e-324", Double.MIN_VALUE), of("text", LogicalType.Text.UNBOUNDED, "", "", "  spaced  ", "  spaced  ", "it''s \\ \"q\"", "it's \\ \"q\"", "a\r\nb", "a\r\nb", "\uD83D\uDE00é", "\uD83D\uDE00é"),
      of("varchar(20)", new LogicalType.Text(20), "x  ", "x  "),
      of("char(5)", new LogicalType.FixedText(5), "ab", "ab", "", "", "é", "é"),
      of("bpchar", LogicalType.Text.UNBOUNDED, "ab ", "ab "),
      of("citext", LogicalType.Text.UNBOUNDED, "MiXed", "MiXed"),
      of("xml", LogicalType.Text.UNBOUNDED, "<a b=\"c\"/>", "<a b=\"c\"/>"), of("bytea", new LogicalType.Bytes(), "\\x", new byte[0], "\\x00ff27", new byte[] {0, -1, 39}), of("date", new LogicalType.Date(), "2026-11-22", LocalDate.of(2026, 11, 22).toEpochDay(), "1970-01-01", 0L, "infinity", Temporals.INFINITY, "-infinity", Temporals.NEGATIVE_INFINITY, "0044-03-15 BC", LocalDate.of(-43, 3, 15).toEpochDay()), of("time", new LogicalType.Time(), "00:00", 0L, "24:00:00", 86_400_000_000L, "12:34:56.789012", 45_296_789_012L), of("timestamp", new LogicalType.Timestamp(), "1969-12-31 23:59:59.999999", -1L, "infinity", Temporals.INFINITY, "-infinity", Temporals.NEGATIVE_INFINITY, "9999-12-31 23:59:59", micros(LocalDateTime.of(9999, 12, 31, 23, 59, 59)), "4713-01-01 00:00:00 BC", micros(LocalDateTime.of(-4712, 1, 1, 0, 0))), of("timestamptz", new LogicalType.TimestampTz(), "2026-03-29 02:30:00+02", micros(LocalDateTime.of(2026, 3, 29, 0, 30)), "infinity", Temporals.INFINITY), of("interval", new LogicalType.Interval(), "1 year 2 mons -3 days 04:05:06.7", new IntervalValue(14, -3, 14_706_700_000L), "-00:00:00.000001", new IntervalValue(0, 0, -1)), of("uuid", new LogicalType.Uuid(), "ffffffff-0000-4000-8000-000000000001", UUID.fromString("ffffffff-0000-4000-8000-000000000001")), of("json", new LogicalType.Json(), "{\"b\": 1,  \"a\": [null, 1.50]}", "{\"b\": 1,  \"a\": [null, 1.50]}"), of("jsonb", new LogicalType.Json(), "{\"b\": 1, \"a\": [null, 1.50]}", "{\"a\": [null, 1.50], \"b\": 1}", "null", "null"), of("mood", new LogicalType.Enumeration("mood", List.of("sad", "it's ok", "happy")), "it''s ok", "it's ok"),
      of("amount", new LogicalType.Decimal(8, 3), "1.5", dec("1.500")),
      of("address", LogicalType.Text.UNBOUNDED, "10.0.0.1", "10.0.0.1"), of("inet", LogicalType.Text.UNBOUNDED, "192.168.0.1", "192.168.0.1", "2001:db8::1/64", "2001:db8::1/64"),
      of("cidr", LogicalType.Text.UNBOUNDED, "10.0.0.0/8", "10.0.0.0/8"),
      of("macaddr", LogicalType.Text.UNBOUNDED, "08:00:2b:01:02:03", "08:00:2b:01:02:03"), of("macaddr8", LogicalType.Text.UNBOUNDED, "08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03:04:05"), of("text[]", array(LogicalType.Text.UNBOUNDED), "{}", List.of(), "{a,NULL,\"NULL\",\"x,\\\"y\\\\\"}", Arrays.asList("a", null, "NULL", "x,\"y\\")), of("integer[]", array(new LogicalType.Int(32)), "{1,NULL,-3}", Arrays.asList(1L, null, -3L)), of("numeric(6,2)[]", array(new LogicalType.Decimal(6, 2)), "{1.5,NaN}", List.of(dec("1.50"), SpecialNumber.NAN)), of("uuid[]", array(new LogicalType.Uuid()), "{ffffffff-0000-4000-8000-000000000001}", List.of(UUID.fromString("ffffffff-0000-4000-8000-000000000001"))), of("timestamptz[]", array(new LogicalType.TimestampTz()), "{infinity,epoch}", List.of(Temporals.INFINITY, 0L)), of("mood[]", array(new LogicalType.Enumeration("mood", List.of("sad", "it's ok", "happy"))), "{happy,NULL}", Arrays.asList("happy", null)), of("jsonb[]", array(new LogicalType.Json()), "{\"{\\\"a\\\": 1}\"}", List.of("{\"a\": 1}")));
  // spotless:on

  @TempDir static Path folder;
  private static PostgresTestSource database;
  private static SourceDatabase source;
  private static TableSchema table;

  private static BigDecimal dec(String text) {
    return new BigDecimal(text);
  }

  private static long micros(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
  }

  private static LogicalType array(LogicalType element) {
    return new LogicalType.Array(element);
  }

  @BeforeAll
  static void start() throws SQLException {
    database = new PostgresTestSource(folder);
    database.execute(
        "CREATE EXTENSION citext",
        "CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy')",
        "CREATE DOMAIN amount AS numeric(8,3) CHECK (value > 0)",
        "CREATE DOMAIN address AS inet",
        "CREATE TYPE pair AS (a int, b int)");
    StringBuilder create = new StringBuilder("CREATE TABLE torture (id int PRIMARY KEY");
    for (int i = 0; i < CASES.size(); i++) {
      create.append(", c").append(i).append(' ').append(CASES.get(i).declared());
    }
    create.append(
        ", twice int GENERATED ALWAYS AS (id * 2) STORED, dropped int, late timetz, p pair,");
    create.append(" m money, t tsvector, r int4range, i interval[], n inet[])");
    database.execute(create.toString(), "ALTER TABLE torture DROP COLUMN dropped");
    database.execute(inserts());
    source = database.open();
    table = PostgresTestSource.table(source, "public", "torture");
  }

  private static String[] inserts() {
    int rows = CASES.stream().mapToInt(c -> c.values().size()).max().orElseThrow();
    Stream<String> valued =
        IntStream.range(0, rows)
            .mapToObj(
                row -> {
                  StringBuilder names = new StringBuilder("id");
                  StringBuilder values = new StringBuilder().append(row + 1);
                  for (int i = 0; i < CASES.size(); i++) {
                    if (row < CASES.get(i).values().size()) {
                      names.append(", c").append(i);
                      values
                          .append(", '")
                          .append(CASES.get(i).values().get(row).literal())
                          .append("'");
                    }
                  }
                  return "INSERT INTO torture (" + names + ") VALUES (" + values + ")";
                });
    return Stream.concat(valued, Stream.of("INSERT INTO torture (id) VALUES (0)"))
        .toArray(String[]::new);
  }

  @AfterAll
  static void stop() {
    source.close();
    database.close();
  }

  @Test
  void theCatalogNamesEveryColumnAndItsType() {
    for (int i = 0; i < CASES.size(); i++) {
      assertThat(table.columns().get(i + 1).name()).isEqualTo("c" + i);
      assertThat(table.columns().get(i + 1).type())
          .as(CASES.get(i).declared())
          .isEqualTo(CASES.get(i).type());
    }
    assertThat(table.key()).containsExactly("id");
    assertThat(table.columns().get(0).nullable()).isFalse();
    assertThat(table.columns().get(table.indexOf("twice")).generated()).isTrue();
    assertThat(table.indexOf("dropped")).isEqualTo(-1);
    assertThat(table.unsupported())
        .containsExactly(
            "late time with time zone",
            "p public.pair",
            "m money",
            "t tsvector",
            "r int4range",
            "i interval[]",
            "n inet[]");
  }

  @Test
  void everyValueIsRead() {
    try (SnapshotReader reader = source.openReader()) {
      check(Rows.all(reader, table));
    }
  }

  @Test
  void everyValueIsReadByKey() {
    try (SnapshotReader reader = source.openReader()) {
      List<Key> keys = Stream.of(99L, 3L, 0L, 3L).map(Key::of).toList();
      List<Object[]> rows = Rows.of(reader, table, keys);
      assertThat(rows).extracting(row -> row[0]).containsExactlyInAnyOrder(0L, 3L);
      check(rows);
    }
  }

  private static void check(List<Object[]> rows) {
    for (Object[] row : rows) {
      int at = (int) (long) (Long) row[0] - 1;
      for (int i = 0; i < CASES.size(); i++) {
        List<Value> values = CASES.get(i).values();
        Object expected = at >= 0 && at < values.size() ? values.get(at).expected() : null;
        assertThat(row[i + 1]).as(CASES.get(i).declared() + " row " + at).isEqualTo(expected);
      }
      assertThat(row[table.indexOf("twice")]).isEqualTo((Long) row[0] * 2);
    }
  }

  @Test
  void aValueWithoutLogicalFormIsUnreadableAndTheRestIsRead() throws SQLException {
    database.execute(
        "CREATE TABLE odd (id int PRIMARY KEY, m int[], at timestamp, many timestamptz[])",
        "INSERT INTO odd VALUES (1, '{{4711}}', 'infinity', '{}'),"
            + " (2, '[0:1]={1,2}', '294270-01-01', '{294270-01-01}'), (3, '{NULL}', NULL, NULL)");
    Unreadable late = new Unreadable("a timestamp later than the year 294246");
    try (SnapshotReader reader = source.openReader()) {
      assertThat(Rows.all(reader, PostgresTestSource.table(source, "public", "odd")))
          .containsExactlyInAnyOrder(
              new Object[] {
                1L, new Unreadable("an array with 2 dimensions"), Temporals.INFINITY, List.of()
              },
              new Object[] {2L, new Unreadable("an array whose first index is not 1"), late, late},
              new Object[] {3L, Collections.singletonList(null), null, null});
    }
  }

  @Test
  void aKeyThatCannotBeReadIsNoBoundary() throws SQLException {
    database.execute(
        "CREATE TABLE late (at timestamp PRIMARY KEY)",
        "INSERT INTO late VALUES ('2026-01-01'), ('2026-01-02'), ('294270-01-01'), ('294271-01-01'),"
            + " ('infinity')");
    TableSchema late = PostgresTestSource.table(source, "public", "late");
    try (SnapshotReader reader = source.openReader()) {
      List<KeyRange> ranges = reader.split(late, 1);
      assertThat(ranges).hasSizeGreaterThan(1);
      assertThat(ranges.stream().mapToLong(range -> reader.read(late, range, row -> {})).sum())
          .isEqualTo(5);
    }
  }

  @Test
  void aWideRowArrivesWhole() throws SQLException {
    database.execute(
        "CREATE TABLE wide (id int PRIMARY KEY, t text, b bytea)",
        "INSERT INTO wide SELECT i, repeat('wörter ', 400000), convert_to(repeat('z', 3000000), 'UTF8')"
            + " FROM generate_series(1, 3) i");
    try (SnapshotReader reader = source.openReader()) {
      List<Object[]> rows = Rows.all(reader, PostgresTestSource.table(source, "public", "wide"));
      assertThat(rows).hasSize(3);
      assertThat(rows.get(0)[1]).isEqualTo("wörter ".repeat(400_000));
      assertThat(new String((byte[]) rows.get(2)[2], StandardCharsets.UTF_8))
          .isEqualTo("z".repeat(3_000_000));
    }
  }
}
