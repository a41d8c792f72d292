package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.AlteredReading;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are altered between the look at the catalog and the reading of their rows. */
class MysqlAlteredTest {

  @TempDir static Path folder;
  private static MariaDbTestSource database;
  private static SourceDatabase source;
  private TableSchema table;

  @BeforeAll
  static void start() {
    database = new MariaDbTestSource(folder);
    source = database.open(ZeroDates.REFUSE);
  }

  @AfterAll
  static void stop() {
    source.close();
    database.close();
  }

  @BeforeEach
  void create() throws SQLException {
    database.execute(
        "DROP TABLE IF EXISTS t, t_old",
        "CREATE TABLE t (id bigint PRIMARY KEY, amount bigint, unread int, note varchar(20))",
        "INSERT INTO t VALUES (1, 10, 1, 'a'), (2, 20, 2, 'b')");
    table = MariaDbTestSource.table(source, "t");
  }

  @Test
  void whatNobodyLooksAtMayGoOrChange() throws SQLException {
    database.execute(
        "ALTER TABLE t DROP COLUMN unread",
        "ALTER TABLE t MODIFY amount varchar(20)",
        "UPDATE t SET amount = 'x'",
        "ALTER TABLE t RENAME COLUMN note TO remark");
    try (SnapshotReader reader = source.openReader()) {
      AlteredReading.hindersNobody(reader, table, Set.of("id"));
      AlteredReading.hinders(reader, table, Set.of("id", "unread"));
      assertThat(reader.split(table, 1)).hasSize(2);
    }
  }

  @Test
  void whatIsLookedAtIsNotReadAsAnotherType() throws SQLException {
    database.execute("ALTER TABLE t MODIFY amount varchar(20)");
    try (SnapshotReader reader = source.openReader()) {
      AlteredReading.hinders(reader, table, Set.of("id", "amount"));
      database.execute("ALTER TABLE t MODIFY amount bigint");
      AlteredReading.hindersNobody(reader, table, Set.copyOf(table.columnNames()));
    }
  }

  /** It may come back, and who watches the tables holds it until then. */
  @Test
  void aTableThatIsAwayIsReadOnceItIsThereAgain() throws SQLException {
    Set<String> all = Set.copyOf(table.columnNames());
    RowDemand demand = AlteredReading.looking(table, Encoded.Form.DECODED, all);
    try (SnapshotReader reader = source.openReader();
        PinnedSnapshot pinned = source.pin()) {
      database.execute("ALTER TABLE t RENAME TO t_old");
      AlteredReading.passes(() -> reader.split(table, 1));
      AlteredReading.hinders(reader, table, all);
      AlteredReading.passes(() -> pinned.read(table, demand, row -> {}));
      database.execute("ALTER TABLE t_old RENAME TO t");
      assertThat(reader.split(table, 1)).hasSize(2);
      AlteredReading.hindersNobody(reader, table, all);
    }
  }

  /** As the table itself may be. */
  @Test
  void aTableWhoseDatabaseIsAwayIsReadOnceItIsThereAgain() throws SQLException {
    createBeside();
    TableId beside = new TableId("side", "t");
    TableSchema inside = TableSchema.of(beside, table.columns(), table.key());
    Set<String> all = Set.copyOf(table.columnNames());
    try (SnapshotReader reader = source.openReader()) {
      AlteredReading.hindersNobody(reader, inside, all);
      database.execute("DROP DATABASE side");
      AlteredReading.passes(() -> reader.split(inside, 1));
      AlteredReading.hinders(reader, inside, all);
      createBeside();
      assertThat(reader.split(inside, 1)).hasSize(2);
      AlteredReading.hindersNobody(reader, inside, all);
    } finally {
      database.execute("DROP DATABASE IF EXISTS side");
    }
  }

  private static void createBeside() throws SQLException {
    database.execute(
        "DROP DATABASE IF EXISTS side",
        "CREATE DATABASE side",
        "CREATE TABLE side.t AS SELECT * FROM t",
        "ALTER TABLE side.t ADD PRIMARY KEY (id)");
  }

  @Test
  void aKeyThatWasRetypedOrRenamedCutsNoRanges() throws SQLException {
    database.execute("ALTER TABLE t MODIFY id int");
    try (SnapshotReader reader = source.openReader()) {
      AlteredReading.passes(() -> reader.split(table, 1));
      database.execute("ALTER TABLE t MODIFY id bigint");
      assertThat(reader.split(table, 1)).hasSize(2);
      database.execute("ALTER TABLE t RENAME COLUMN id TO number");
      AlteredReading.passes(() -> reader.split(table, 1));
    }
  }

  @Test
  void aTableThatWasRebuiltIsReadBySnapshotsOfSinceOnly() throws SQLException {
    RowDemand demand = AlteredReading.looking(table, Encoded.Form.DECODED, Set.of("id", "amount"));
    try (PinnedSnapshot pinned = source.pin()) {
      database.execute("ALTER TABLE t MODIFY unread bigint, ALGORITHM=COPY");
      AlteredReading.passes(() -> pinned.read(table, demand, row -> {}));
    }
    try (PinnedSnapshot pinned = source.pin()) {
      assertThat(pinned.read(table, demand, row -> {})).isEqualTo(2);
    }
  }
}
