package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.Rows;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type through catalog, reading and reading by key. */
class MysqlTypesTest {

  /** One column: declaration, type, two literals and their values; the third row is all NULL. */
  private record Case(
      String declared, LogicalType type, String first, Object one, String second, Object two) {}

  // spotless:off
  private static final List<Case> CASES = List.of(
      new Case("tinyint(1)", new LogicalType.Bool(), "0", false, "1", true),
      new Case("tinyint", new LogicalType.Int(16), "-128", -128L, "127", 127L),
      new Case("tinyint unsigned", new LogicalType.Int(16), "255", 255L, "0", 0L),
      new Case("smallint unsigned", new LogicalType.Int(32), "65535", 65535L, "0", 0L),
      new Case("mediumint unsigned", new LogicalType.Int(32), "16777215", 16777215L, "0", 0L),
      new Case("int", new LogicalType.Int(32), "-2147483648", -2147483648L, "5", 5L),
      new Case("int unsigned", new LogicalType.Int(64), "4294967295", 4294967295L, "0", 0L),
      new Case("int(6) zerofill", new LogicalType.Int(64), "42", 42L, "0", 0L),
      new Case("bigint", new LogicalType.Int(64), "-9223372036854775808", Long.MIN_VALUE, "9223372036854775807", Long.MAX_VALUE),
      new Case("bigint unsigned", new LogicalType.UInt64(), "18446744073709551615", new BigInteger("18446744073709551615"), "0", BigInteger.ZERO),
      new Case("decimal(20,4)", new LogicalType.Decimal(20, 4), "-1234567890123456.7891", new BigDecimal("-1234567890123456.7891"), "1", new BigDecimal("1.0000")),
      new Case("decimal(10,0) unsigned zerofill", new LogicalType.Decimal(10, 0), "7", new BigDecimal("7"), "0", new BigDecimal("0")),
      new Case("float", new LogicalType.Floating(32), "0.1", 0.1f, "16777217", 16777216f),
      new Case("double", new LogicalType.Floating(64), "0.1", 0.1d, "1.7976931348623157e308", Double.MAX_VALUE),
      new Case("bit(1)", new LogicalType.Bool(), "b'1'", true, "b'0'", false),
      new Case("bit(12)", new LogicalType.Bytes(), "b'101000000001'", new byte[] {0x0A, 0x01}, "b'0'", new byte[] {0, 0}),
      new Case("char(5)", new LogicalType.FixedText(5), "'ab  '", "ab", "''", ""),
      new Case("varchar(20)", new LogicalType.Text(20), "'x  '", "x  ", "'it''s \\\\ \"\"'", "it's \\ \"\""),
      new Case("varchar(20) character set latin1", new LogicalType.Text(20), "'Müller'", "Müller", "'é€'", "é€"),
      new Case("text character set utf8mb3", LogicalType.Text.UNBOUNDED, "'ñ'", "ñ", "'a\\r\\nb'", "a\r\nb"),
      new Case("longtext", LogicalType.Text.UNBOUNDED, "'\uD83D\uDE00'", "\uD83D\uDE00", "repeat('w', 300000)", "w".repeat(300_000)),
      new Case("binary(4)", new LogicalType.Bytes(), "x'0001'", new byte[] {0, 1, 0, 0}, "x'ffffffff'", new byte[] {-1, -1, -1, -1}),
      new Case("varbinary(9)", new LogicalType.Bytes(), "x'00ff27'", new byte[] {0, -1, 39}, "''", new byte[0]),
      new Case("mediumblob", new LogicalType.Bytes(), "x'5c00'", new byte[] {0x5c, 0}, "''", new byte[0]),
      new Case("date", new LogicalType.Date(), "'2026-11-22'", LocalDate.of(2026, 11, 22).toEpochDay(), "'0000-00-00'", null),
      new Case("datetime(6)", new LogicalType.Timestamp(), "'1969-12-31 23:59:59.999999'", -1L, "'0000-00-00 00:00:00'", null),
      new Case("datetime", new LogicalType.Timestamp(), "'9999-12-31 23:59:59'", micros(9999, 12, 31, 23, 59, 59), "'2026-00-12'", null),
      new Case("datetime(3)", new LogicalType.Timestamp(), "'2026-03-29 02:30:00.250'", micros(2026, 3, 29, 2, 30, 0) + 250_000, "'1000-01-01'", micros(1000, 1, 1, 0, 0, 0)),
      new Case("datetime(3)", new LogicalType.Timestamp(), "'2021-09-25 14:41:01.096'", micros(2021, 9, 25, 14, 41, 1) + 96_000, "'2021-09-25 14:41:01.005'", micros(2021, 9, 25, 14, 41, 1) + 5_000),
      new Case("timestamp(4) null", new LogicalType.TimestampTz(), "'2026-03-29 02:30:00.0456'", micros(2026, 3, 29, 2, 30, 0) + 45_600, "'2026-03-29 02:30:00.0001'", micros(2026, 3, 29, 2, 30, 0) + 100),
      new Case("time(3)", new LogicalType.Interval(), "'00:00:01.045'", new IntervalValue(0, 0, 1_045_000L), "'-00:00:01.005'", new IntervalValue(0, 0, -1_005_000L)),
      new Case("timestamp(6) null", new LogicalType.TimestampTz(), "'2026-03-29 02:30:00.123456'", micros(2026, 3, 29, 2, 30, 0) + 123_456, "0", null),
      new Case("time(6)", new LogicalType.Interval(), "'-838:59:58.999999'", new IntervalValue(0, 0, -3_020_398_999_999L), "'00:00:01'", new IntervalValue(0, 0, 1_000_000L)),
      new Case("time", new LogicalType.Interval(), "'838:59:59'", new IntervalValue(0, 0, 3_020_399_000_000L), "'-00:00:01'", new IntervalValue(0, 0, -1_000_000L)),
      new Case("year", new LogicalType.Int(16), "2026", 2026L, "0", 0L),
      new Case("enum('b','it''s','a')", new LogicalType.Enumeration("torture_c35", List.of("b", "it's", "a")), "'it''s'", "it's", "'a'", "a"),
      new Case("set('x','y','z')", LogicalType.Text.UNBOUNDED, "'z,x'", "x,z", "''", ""),
      new Case("json", new LogicalType.Json(), "'{\"b\": 1,  \"a\": [null]}'", "{\"b\": 1,  \"a\": [null]}", "'null'", "null"),
      new Case("uuid", new LogicalType.Uuid(), "'ffffffff-0000-4000-8000-000000000001'", UUID.fromString("ffffffff-0000-4000-8000-000000000001"), "'00000000-0000-0000-0000-000000000000'", new UUID(0, 0)));
  // spotless:on

  @TempDir static Path folder;
  private static MariaDbTestSource database;
  private static SourceDatabase source;
  private static TableSchema table;

  private static long micros(int year, int month, int day, int hour, int minute, int second) {
    return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC)
        * 1_000_000L;
  }

  @BeforeAll
  static void start() throws SQLException {
    database = new MariaDbTestSource(folder);
    StringBuilder create = new StringBuilder("CREATE TABLE torture (id int PRIMARY KEY");
    StringBuilder one = new StringBuilder("INSERT INTO torture (id");
    StringBuilder values = new StringBuilder(") VALUES (1");
    StringBuilder more = new StringBuilder("), (2");
    for (int i = 0; i < CASES.size(); i++) {
      create.append(", c").append(i).append(' ').append(CASES.get(i).declared());
      one.append(", c").append(i);
      values.append(", ").append(CASES.get(i).first());
      more.append(", ").append(CASES.get(i).second());
    }
    create.append(
        ", twice int AS (id * 2) STORED, v int AS (id * 3) VIRTUAL, g point, j longtext)");
    database.execute(
        create + " CHARACTER SET utf8mb4",
        one.toString() + values + more + ")",
        "INSERT INTO torture (id) VALUES (0)",
        "CREATE TABLE solid (id int PRIMARY KEY, d date NOT NULL, t datetime NOT NULL,"
            + " s timestamp NOT NULL DEFAULT '0000-00-00')",
        "INSERT INTO solid VALUES (1, 0, 0, 0), (2, '1970-01-01', '1970-01-01', '1970-01-01 00:00:01'),"
            + " (3, '2026-00-10', '2026-01-01 00:00:01', '2026-01-01')",
        "CREATE TABLE flags (id int PRIMARY KEY, f tinyint(1), d date)",
        "INSERT INTO flags VALUES (1, 1, NULL), (2, 2, NULL)",
        "SET STATEMENT sql_mode = 'ALLOW_INVALID_DATES' FOR"
            + " INSERT INTO flags VALUES (3, NULL, '2026-02-31')",
        "CREATE TABLE odd_keys (f tinyint(1), n int, PRIMARY KEY (f, n))",
        "INSERT INTO odd_keys VALUES (0, 1), (1, 1), (2, 1), (3, 1)",
        "CREATE TABLE by_unique (a int NOT NULL, b int, c varchar(9) NOT NULL, UNIQUE (b), UNIQUE (c, a))",
        "CREATE TABLE keyless (a int)",
        "CREATE VIEW seen AS SELECT * FROM keyless");
    source = database.open(ZeroDates.REFUSE);
    table = MariaDbTestSource.table(source, "torture");
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
    assertThat(table.replicaIdentity()).isEqualTo(ReplicaIdentity.FULL);
    assertThat(table.columns().get(table.indexOf("twice")).generated()).isTrue();
    assertThat(table.columns().get(table.indexOf("v")).generated()).isTrue();
    assertThat(table.columns().get(table.indexOf("c0")).generated()).isFalse();
    assertThat(table.columns().get(table.indexOf("j")).type())
        .isEqualTo(LogicalType.Text.UNBOUNDED);
    assertThat(table.unsupported()).containsExactly("g point");
    assertThat(MariaDbTestSource.table(source, "by_unique").key()).containsExactly("c", "a");
    assertThat(MariaDbTestSource.table(source, "keyless").keyless()).isTrue();
    assertThat(source.catalog()).noneMatch(found -> found.id().name().equals("seen"));
  }

  @Test
  void everyValueIsRead() {
    try (SnapshotReader reader = source.openReader()) {
      List<Object[]> rows = Rows.all(reader, table);
      assertThat(rows).hasSize(3);
      check(rows);
    }
  }

  @Test
  void everyValueIsReadByKey() {
    try (SnapshotReader reader = source.openReader()) {
      List<Object[]> rows =
          Rows.of(reader, table, Stream.of(99L, 2L, 0L, 2L).map(Key::of).toList());
      assertThat(rows).extracting(row -> row[0]).containsExactlyInAnyOrder(0L, 2L);
      check(rows);
    }
  }

  private static void check(List<Object[]> rows) {
    for (Object[] row : rows) {
      for (int i = 0; i < CASES.size(); i++) {
        Case one = CASES.get(i);
        Object expected = row[0].equals(1L) ? one.one() : row[0].equals(2L) ? one.two() : null;
        assertThat(row[i + 1]).as(one.declared() + " row " + row[0]).isEqualTo(expected);
      }
      assertThat(row[table.indexOf("twice")]).isEqualTo((Long) row[0] * 2);
    }
  }

  @Test
  void aZeroDateIsWhatTheLogMakesOfIt() {
    TableSchema solid = MariaDbTestSource.table(source, "solid");
    long first = LocalDate.of(2026, 1, 1).toEpochDay() * 86_400_000_000L;
    try (SourceDatabase epoch = database.open(ZeroDates.EPOCH);
        SnapshotReader reader = epoch.openReader()) {
      assertThat(Rows.all(reader, solid))
          .containsExactlyInAnyOrder(
              new Object[] {1L, 0L, 0L, 0L},
              new Object[] {2L, 0L, 0L, 1_000_000L},
              new Object[] {3L, 0L, first + 1_000_000L, first});
    }
    for (ZeroDates decision : List.of(ZeroDates.NULL, ZeroDates.REFUSE)) {
      try (SourceDatabase nulls = database.open(decision);
          SnapshotReader reader = nulls.openReader()) {
        assertThat(Rows.all(reader, solid))
            .containsExactlyInAnyOrder(
                new Object[] {1L, null, null, null},
                new Object[] {2L, null, null, 1_000_000L},
                new Object[] {3L, null, first + 1_000_000L, first});
      }
    }
  }

  @Test
  void aFlagOrDateThatIsNoneIsUnreadableAndTheRestIsRead() {
    TableSchema flags = MariaDbTestSource.table(source, "flags");
    try (SnapshotReader reader = source.openReader()) {
      assertThat(Rows.all(reader, flags))
          .containsExactlyInAnyOrder(
              new Object[] {1L, true, null},
              new Object[] {
                2L, new Unreadable("a TINYINT(1) with a value other than 0 and 1"), null
              },
              new Object[] {3L, null, new Unreadable("a date that no calendar has")});
      assertThat(Rows.of(reader, flags, List.of(Key.of(1L)))).hasSize(1);
    }
  }

  @Test
  void aKeyThatCannotBeReadIsNoBoundary() {
    TableSchema odd = MariaDbTestSource.table(source, "odd_keys");
    try (SnapshotReader reader = source.openReader()) {
      List<KeyRange> ranges = reader.split(odd, 1);
      assertThat(ranges).hasSizeGreaterThan(1);
      assertThat(ranges.stream().mapToLong(range -> reader.read(odd, range, row -> {})).sum())
          .isEqualTo(4);
    }
  }
}
