package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.Coverage;
import dev.crossfade.jdbc.source.Rows;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of keys of many kinds, and names of any kind. */
class PostgresSplitTest {

  private static final String TORTURE = "a\"b`c'; DROP TABLE x; -- \\ \uD83D\uDE00 é";
  private static final String LONGEST = "x".repeat(63);

  @TempDir static Path folder;
  private static PostgresTestSource database;
  private static SourceDatabase source;

  @BeforeAll
  static void start() throws SQLException {
    database = new PostgresTestSource(folder);
    database.execute(
        "CREATE EXTENSION citext",
        "CREATE TYPE size AS ENUM ('small', 'medium', 'large', 'a huge one')");
    keyed("ints", "int", "(i * 7919) % 100003 - 50000");
    keyed("sparse", "bigint", "CASE WHEN i % 2 = 0 THEN i ELSE 9000000000000000000 - i END");
    keyed("texts_c", "text COLLATE \"C\"", "chr(32 + i % 90) || repeat(chr(233), i % 5) || i");
    keyed(
        "texts_icu",
        "text COLLATE \"de-x-icu\"",
        "(ARRAY['a','A','ä','Z','z','''','\\'])[1 + i % 7] || ' ' || i");
    keyed("texts_default", "varchar(80)", "(ARRAY['e','E','é','É',' ','-'])[1 + i % 6] || i");
    keyed("insensitive", "citext", "(ARRAY['a','B','C','d'])[1 + i % 4] || i");
    keyed("padded", "char(12)", "'k' || i");
    keyed("uuids", "uuid", "md5(i::text)::uuid");
    keyed(
        "times", "timestamptz", "timestamptz '2026-01-01' + i * interval '7 hours 1 microsecond'");
    keyed(
        "days",
        "date",
        "CASE i WHEN 1 THEN '-infinity' WHEN 2 THEN '0044-03-15 BC'"
            + " WHEN 3 THEN 'infinity' ELSE date '1970-01-01' + i END");
    keyed("numbers", "numeric", "CASE i WHEN 1 THEN 'NaN' ELSE i::numeric / 7 END");
    keyed("doubles", "double precision", "i / 7.0::float8");
    keyed("bytes", "bytea", "decode(md5(i::text), 'hex')");
    keyed("nets", "inet", "inet '10.0.0.0' + i");
    keyed("spans", "interval", "make_interval(months => i % 13, days => i, secs => -i)");
    database.execute(
        "CREATE TABLE composite (k1 text COLLATE \"de-x-icu\", k2 size, k3 int, v text,"
            + " PRIMARY KEY (k2, k1, k3))",
        "INSERT INTO composite SELECT (ARRAY['ä','A','z'])[1 + i % 3],"
            + " (enum_range(NULL::size))[1 + i % 4], i / 12, 'v' FROM generate_series(0, 999) i",
        "CREATE TABLE enums (k size PRIMARY KEY, v text)",
        "INSERT INTO enums SELECT unnest(enum_range(NULL::size))",
        "CREATE TABLE empty (k int PRIMARY KEY, v text)",
        "CREATE TABLE parted (k int, v text, PRIMARY KEY (k)) PARTITION BY RANGE (k)",
        "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (500)",
        "CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (500) TO (5000)",
        "INSERT INTO parted SELECT i, 'v' FROM generate_series(1, 1000) i",
        "CREATE TABLE parent (k int PRIMARY KEY, v text)",
        "CREATE TABLE child (extra int) INHERITS (parent)",
        "INSERT INTO parent VALUES (1, 'p')",
        "INSERT INTO child VALUES (2, 'c', 0)");
    String odd = "\"" + TORTURE.replace("\"", "\"\"") + "\"";
    database.execute(
        "CREATE SCHEMA " + odd,
        "CREATE TABLE " + odd + "." + odd + " (" + odd + " text PRIMARY KEY, " + LONGEST + " int)",
        "INSERT INTO "
            + odd
            + "."
            + odd
            + " SELECT i || $$'; DROP TABLE x; -- \\$$, i"
            + " FROM generate_series(1, 20) i");
    source = database.open();
  }

  private static void keyed(String name, String type, String expression) throws SQLException {
    database.execute(
        "CREATE TABLE " + name + " (v text, k " + type + " PRIMARY KEY)",
        "INSERT INTO "
            + name
            + " SELECT 'v', ("
            + expression
            + ")::"
            + type.replaceAll(" COLLATE.*", "")
            + " FROM generate_series(1, 1000) i");
  }

  @AfterAll
  static void stop() {
    source.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ints, 1000, 100",
    "ints, 1000, 333",
    "ints, 1000, 1000",
    "ints, 1000, 1001",
    "sparse, 1000, 64",
    "texts_c, 1000, 77",
    "texts_icu, 1000, 77",
    "texts_default, 1000, 77",
    "insensitive, 1000, 77",
    "padded, 1000, 77",
    "uuids, 1000, 77",
    "times, 1000, 77",
    "days, 1000, 1",
    "numbers, 1000, 77",
    "doubles, 1000, 77",
    "bytes, 1000, 77",
    "nets, 1000, 77",
    "spans, 1000, 77",
    "composite, 1000, 77",
    "composite, 1000, 1",
    "enums, 4, 1",
    "empty, 0, 10",
    "parted, 1000, 77",
    "parent, 1, 10",
    "child, 1, 10"
  })
  void everyRowIsInExactlyOneRange(String name, int rows, int chunk) {
    if (name.equals("child")) {
      TableSchema child = PostgresTestSource.table(source, "public", name);
      assertThat(child.keyless()).isTrue();
      return;
    }
    try (SnapshotReader reader = source.openReader()) {
      Coverage.check(reader, PostgresTestSource.table(source, "public", name), rows, chunk);
    }
  }

  @Test
  void aRangeBegunByADeletedKeyStillCovers() throws SQLException {
    TableSchema table = PostgresTestSource.table(source, "public", "texts_icu");
    try (SnapshotReader reader = source.openReader()) {
      List<KeyRange> ranges = reader.split(table, 100);
      database.execute("CREATE TABLE kept AS SELECT * FROM texts_icu");
      long whole = Rows.all(reader, table).size();
      String boundary = (String) ranges.get(1).from().value(0);
      database.execute("DELETE FROM texts_icu WHERE k = '" + boundary.replace("'", "''") + "'");
      long parts = ranges.stream().mapToLong(r -> Rows.of(reader, table, r).size()).sum();
      assertThat(parts).isEqualTo(whole - 1);
      database.execute("INSERT INTO texts_icu SELECT * FROM kept ON CONFLICT DO NOTHING");
    }
  }

  @Test
  void namesAndKeysOfAnyKindAreTakenLiterally() {
    TableSchema table = PostgresTestSource.table(source, TORTURE, TORTURE);
    assertThat(table.columnNames()).containsExactly(TORTURE, LONGEST);
    assertThat(table.id()).isEqualTo(new TableId(TORTURE, TORTURE));
    try (SnapshotReader reader = source.openReader()) {
      Coverage.check(reader, table, 20, 3);
    }
  }

  @Test
  void aKeyThatIsOnlyEqualToTheDatabaseIsNotFound() {
    TableSchema table = PostgresTestSource.table(source, "public", "insensitive");
    try (SnapshotReader reader = source.openReader()) {
      assertThat(Rows.of(reader, table, List.of(Key.of("B1")))).hasSize(1);
      assertThat(Rows.of(reader, table, List.of(Key.of("b1"), Key.of("nope")))).isEmpty();
    }
  }
}
