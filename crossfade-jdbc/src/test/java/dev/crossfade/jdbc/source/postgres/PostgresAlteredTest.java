package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.AlteredReading;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are altered between the look at the catalog and the reading of their rows. */
class PostgresAlteredTest {

  @TempDir static Path folder;
  private static PostgresTestSource database;
  private static SourceDatabase source;
  private TableSchema table;

  @BeforeAll
  static void start() {
    database = new PostgresTestSource(folder);
    source = database.open();
  }

  @AfterAll
  static void stop() {
    source.close();
    database.close();
  }

  @BeforeEach
  void create() throws SQLException {
    database.execute(
        "DROP TABLE IF EXISTS t, t_old, t_new",
        "DROP TYPE IF EXISTS mood",
        "CREATE TYPE mood AS ENUM ('sad', 'glad')",
        "CREATE TABLE t (id bigint PRIMARY KEY, amount bigint, unread int, mood mood)",
        "INSERT INTO t VALUES (1, 10, 1, 'sad'), (2, 20, 2, 'glad')");
    table = PostgresTestSource.table(source, "public", "t");
  }

  @Test
  void whatNobodyLooksAtMayGoOrChange() throws SQLException {
    database.execute(
        "ALTER TABLE t DROP COLUMN unread",
        "ALTER TABLE t ALTER COLUMN amount TYPE varchar(9) USING 'x' || amount",
        "ALTER TABLE t DROP COLUMN mood");
    try (SnapshotReader reader = source.openReader()) {
      AlteredReading.hindersNobody(reader, table, Set.of("id"));
      AlteredReading.hinders(reader, table, Set.of("id", "unread"));
      assertThat(reader.split(table, 1)).hasSize(2);
    }
  }

  /** Bytes of the new type would be taken for those of the old one. */
  @Test
  void whatIsLookedAtIsNotReadAsAnotherType() throws SQLException {
    database.execute("ALTER TABLE t ALTER COLUMN amount TYPE double precision");
    try (SnapshotReader reader = source.openReader()) {
      AlteredReading.hinders(reader, table, Set.of("id", "amount"));
      database.execute("ALTER TABLE t ALTER COLUMN amount TYPE bigint");
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
  void aTableWhoseSchemaIsAwayIsReadOnceItIsThereAgain() throws SQLException {
    database.execute(
        "DROP SCHEMA IF EXISTS side CASCADE",
        "DROP SCHEMA IF EXISTS away CASCADE",
        "CREATE SCHEMA side",
        "CREATE TABLE side.t (id bigint PRIMARY KEY)",
        "INSERT INTO side.t VALUES (1), (2)");
    TableSchema inside = PostgresTestSource.table(source, "side", "t");
    RowDemand demand = AlteredReading.looking(inside, Encoded.Form.DECODED, Set.of("id"));
    try (SnapshotReader reader = source.openReader();
        PinnedSnapshot pinned = source.pin()) {
      database.execute("ALTER SCHEMA side RENAME TO away");
      AlteredReading.passes(() -> reader.split(inside, 1));
      AlteredReading.hinders(reader, inside, Set.of("id"));
      AlteredReading.passes(() -> pinned.read(inside, demand, row -> {}));
      database.execute("ALTER SCHEMA away RENAME TO side");
      assertThat(reader.split(inside, 1)).hasSize(2);
      AlteredReading.hindersNobody(reader, inside, Set.of("id"));
    } finally {
      database.execute("DROP SCHEMA IF EXISTS side CASCADE", "DROP SCHEMA IF EXISTS away CASCADE");
    }
  }

  @Test
  void aKeyThatWasRetypedOrRenamedCutsNoRanges() throws SQLException {
    database.execute("ALTER TABLE t ALTER COLUMN id TYPE int");
    try (SnapshotReader reader = source.openReader()) {
      AlteredReading.passes(() -> reader.split(table, 1));
      database.execute("ALTER TABLE t ALTER COLUMN id TYPE bigint");
      assertThat(reader.split(table, 1)).hasSize(2);
      database.execute("ALTER TABLE t RENAME COLUMN id TO number");
      AlteredReading.passes(() -> reader.split(table, 1));
    }
  }

  /** A snapshot of before sees an empty table, and no log tells of the rows. */
  @Test
  void rowsThatWereWrittenAnewAreNotReadByASnapshotOfBefore() throws SQLException {
    RowDemand demand = AlteredReading.looking(table, Encoded.Form.DECODED, Set.of("id", "amount"));
    try (PinnedSnapshot pinned = source.pin()) {
      database.execute("ALTER TABLE t ALTER COLUMN unread TYPE bigint");
      AlteredReading.passes(() -> pinned.read(table, demand, row -> {}));
    }
    try (PinnedSnapshot pinned = source.pin()) {
      database.execute("ALTER TABLE t DROP COLUMN mood");
      assertThat(pinned.read(table, demand, row -> {})).isEqualTo(2);
    }
    try (PinnedSnapshot pinned = source.pin()) {
      List<Object> ids = new ArrayList<>();
      assertThat(pinned.read(table, demand, row -> ids.add(row[0]))).isEqualTo(2);
      assertThat(ids).containsExactlyInAnyOrder(1L, 2L);
    }
  }

  /** A query takes a column by the name that it has now, whatever the snapshot sees. */
  @Test
  void aColumnThatTookTheNameOfAnotherIsNotReadAsThatBySnapshotOfBefore() throws SQLException {
    RowDemand demand = AlteredReading.looking(table, Encoded.Form.DECODED, Set.of("id", "amount"));
    try (PinnedSnapshot pinned = source.pin()) {
      database.execute(
          "ALTER TABLE t DROP COLUMN amount",
          "ALTER TABLE t ADD COLUMN amount double precision DEFAULT 1.5");
      AlteredReading.passes(() -> pinned.read(table, demand, row -> {}));
    }
  }

  @Test
  void aTableThatTookTheNameOfAnotherIsUntoldUntilTheLogIsPreparedAnew() throws SQLException {
    TableId id = table.id();
    try (SourceDatabase other = database.open()) {
      assertThat(other.log().untold(List.of(id))).isEmpty();
      other.log().prepare(List.of(id));
      assertThat(other.log().untold(List.of(id, new TableId("public", "none")))).isEmpty();
      database.execute(
          "CREATE TABLE t_new (LIKE t INCLUDING ALL)",
          "ALTER TABLE t RENAME TO t_old",
          "ALTER TABLE t_new RENAME TO t");
      assertThat(other.log().untold(List.of(id))).containsExactly(id);
      other.log().prepare(List.of(id));
      assertThat(other.log().untold(List.of(id))).isEmpty();
      database.execute("DROP TABLE t");
      other.log().prepare(List.of(id));
      assertThat(other.log().untold(List.of(id))).isEmpty();
    } finally {
      try (SourceDatabase other = database.open()) {
        other.log().remove();
      }
    }
  }
}
