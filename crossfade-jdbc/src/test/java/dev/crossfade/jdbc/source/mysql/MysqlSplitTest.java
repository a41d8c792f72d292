package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.Coverage;
import dev.crossfade.jdbc.source.Rows;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges of keys of many kinds, and names of any kind. */
class MysqlSplitTest {

  private static final String TORTURE = "a\"b`c'; DROP TABLE x; -- \\ é";

  @TempDir static Path folder;
  private static MariaDbTestSource database;
  private static SourceDatabase source;

  @BeforeAll
  static void start() throws SQLException {
    database = new MariaDbTestSource(folder);
    keyed("ints", "int", "(cast(seq as signed) * 7919) % 100003 - 50000");
    keyed("big", "bigint unsigned", "18446744073709551615 - seq * 3");
    keyed("texts_bin", "varchar(40) COLLATE utf8mb4_bin", "concat(char(33 + seq % 90), seq)");
    keyed("texts_ci", "varchar(40)", "concat(elt(1 + seq % 6, 'a','A','ä','Z','\\\\','_'), seq)");
    keyed(
        "latin", "varchar(40) CHARACTER SET latin1", "concat(elt(1 + seq % 3, 'é','E','ü'), seq)");
    keyed(
        "uuids",
        "uuid",
        "concat(lpad(hex(seq * 7919 % 65536 * 65536), 8, '0'), '-0000-4000-8000-',"
            + " lpad(hex(seq), 12, '0'))");
    keyed("bytes", "binary(16)", "unhex(md5(seq))");
    keyed("days", "date", "date '1969-06-01' + interval seq day");
    keyed(
        "times",
        "datetime(6)",
        "timestamp '2026-01-01 00:00:00' + interval seq * 1001 microsecond");
    keyed("spans", "time(3)", "sec_to_time(cast(seq as signed) * 37 - 20000)");
    keyed("numbers", "decimal(20,6)", "seq / 7");
    keyed("doubles", "double", "seq / 7e0");
    keyed("bits", "bit(20)", "seq");
    database.execute(
        "CREATE TABLE composite (k1 varchar(9), k2 enum('z','a','m'), k3 date, v int,"
            + " PRIMARY KEY (k2, k1, k3))",
        "INSERT INTO composite SELECT elt(1 + seq % 3, 'ä', 'B', 'c'), 1 + seq % 3,"
            + " date '2020-01-01' + interval seq div 3 day, seq FROM seq_0_to_999"
            + " ON DUPLICATE KEY UPDATE v = 0",
        "CREATE TABLE sets (k set('x','b','a','c','d','e') PRIMARY KEY, v int)",
        "INSERT INTO sets SELECT seq, seq FROM seq_0_to_63",
        "CREATE TABLE zeros (k date PRIMARY KEY, v int)",
        "INSERT INTO zeros SELECT date '1969-12-01' + interval seq day, 1 FROM seq_1_to_99",
        "INSERT INTO zeros VALUES ('0000-00-00', 0), ('2026-00-01', 0)",
        "CREATE TABLE empty (k int PRIMARY KEY, v int)",
        "CREATE TABLE single (k int PRIMARY KEY, v int)",
        "INSERT INTO single VALUES (7, 7)");
    String odd = "`" + TORTURE.replace("`", "``") + "`";
    database.execute(
        "CREATE TABLE "
            + odd
            + " ("
            + odd
            + " varchar(90) PRIMARY KEY, `"
            + "x".repeat(64)
            + "` int)",
        "INSERT INTO "
            + odd
            + " SELECT concat(seq, '''; DROP TABLE x; -- \\\\'), seq FROM seq_1_to_20");
    source = database.open(ZeroDates.EPOCH);
  }

  private static void keyed(String name, String type, String expression) throws SQLException {
    database.execute(
        "CREATE TABLE " + name + " (v int, k " + type + " PRIMARY KEY)",
        "INSERT INTO " + name + " SELECT seq, " + expression + " FROM seq_1_to_1000");
  }

  @AfterAll
  static void stop() {
    source.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ints, 1000, 100", "ints, 1000, 333", "ints, 1000, 1001", "big, 1000, 77",
    "texts_bin, 1000, 77", "texts_ci, 1000, 77", "latin, 1000, 77", "uuids, 1000, 77",
    "bytes, 1000, 77", "times, 1000, 77", "spans, 1000, 77", "numbers, 1000, 77",
    "doubles, 1000, 77", "bits, 1000, 77", "composite, 1000, 77", "composite, 1000, 3",
    "sets, 64, 5", "empty, 0, 10", "single, 1, 1"
  })
  void everyRowIsInExactlyOneRange(String name, int rows, int chunk) {
    try (SnapshotReader reader = source.openReader()) {
      Coverage.check(reader, MariaDbTestSource.table(source, name), rows, chunk);
    }
  }

  @ParameterizedTest
  @CsvSource({"days, 1000, 1", "zeros, 101, 1", "zeros, 101, 10"})
  void zeroDatesInKeysLeaveNoGap(String name, int rows, int chunk) {
    TableSchema table = MariaDbTestSource.table(source, name);
    try (SnapshotReader reader = source.openReader()) {
      int total =
          reader.split(table, chunk).stream()
              .mapToInt(range -> Rows.of(reader, table, range).size())
              .sum();
      assertThat(total).isEqualTo(rows);
    }
  }

  @Test
  void aRangeOfACompositeKeyUsesTheIndex() throws SQLException {
    database.execute(
        "CREATE TABLE pairs (a int, b int, v varchar(200), PRIMARY KEY (a, b))",
        "INSERT INTO pairs SELECT seq div 100, seq % 100, repeat('v', 200) FROM seq_0_to_19999",
        "ANALYZE TABLE pairs");
    TableSchema table = MariaDbTestSource.table(source, "pairs");
    try (SnapshotReader reader = source.openReader();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      var range = reader.split(table, 1_000).get(5);
      String sql = new MysqlSelect(table).range(range);
      try (ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
        plan.next();
        assertThat(plan.getString("type")).isEqualTo("range");
        assertThat(plan.getLong("rows")).isLessThan(4_000);
      }
    }
  }

  @Test
  void namesAndKeysOfAnyKindAreTakenLiterally() {
    TableSchema table = MariaDbTestSource.table(source, TORTURE);
    assertThat(table.columnNames()).containsExactly(TORTURE, "x".repeat(64));
    try (SnapshotReader reader = source.openReader()) {
      Coverage.check(reader, table, 20, 3);
    }
  }

  @Test
  void aKeyThatIsOnlyEqualToTheDatabaseIsNotFound() {
    TableSchema table = MariaDbTestSource.table(source, "texts_ci");
    try (SnapshotReader reader = source.openReader()) {
      assertThat(Rows.of(reader, table, List.of(Key.of("A1")))).hasSize(1);
      assertThat(Rows.of(reader, table, List.of(Key.of("á1"), Key.of("a1 ")))).isEmpty();
    }
  }
}
