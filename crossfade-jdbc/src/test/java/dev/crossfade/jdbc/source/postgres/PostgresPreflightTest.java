package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.jdbc.source.Golden;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read before anything is migrated. */
class PostgresPreflightTest {

  @TempDir Path folder;

  private static List<TableId> tables(String... names) {
    return Stream.of(names).map(name -> new TableId("public", name)).toList();
  }

  @Test
  void everythingThatStandsInTheWayIsNamedWithItsFix() throws Exception {
    try (PostgresTestSource database = new PostgresTestSource(folder)) {
      database.execute(
          "CREATE TABLE fine (k int PRIMARY KEY)",
          "CREATE TABLE appended (v text)",
          "INSERT INTO appended VALUES ('a')",
          "CREATE TABLE keyless_full (v text)",
          "ALTER TABLE keyless_full REPLICA IDENTITY FULL",
          "CREATE TABLE unique_full (v text NOT NULL UNIQUE, w text UNIQUE)",
          "ALTER TABLE unique_full REPLICA IDENTITY FULL",
          "CREATE TABLE by_index (k int PRIMARY KEY, code text NOT NULL UNIQUE)",
          "ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_code_key",
          "CREATE TABLE nothing (k int PRIMARY KEY)",
          "ALTER TABLE nothing REPLICA IDENTITY NOTHING",
          "CREATE TABLE deferred (k int PRIMARY KEY DEFERRABLE)",
          "CREATE TABLE key_of_bits (k bit(8) PRIMARY KEY, v int)",
          "CREATE TABLE changed (v int)",
          "INSERT INTO changed VALUES (1)",
          "UPDATE changed SET v = 2",
          "CREATE UNLOGGED TABLE unlogged (k int PRIMARY KEY)",
          "CREATE TABLE odd (k int PRIMARY KEY, t tsvector, m money)",
          "CREATE TABLE secret (k int PRIMARY KEY)",
          "ALTER TABLE secret ENABLE ROW LEVEL SECURITY",
          "CREATE VIEW seen AS SELECT * FROM fine",
          "CREATE ROLE \"re\"\"ader\" LOGIN PASSWORD 'x'",
          "GRANT SELECT ON secret, odd TO \"re\"\"ader\"");
      try (SourceDatabase source = database.open()) {
        List<TableId> ready = tables("fine", "appended", "keyless_full", "unique_full", "by_index");
        assertThat(source.preflight(ready)).isEmpty();
        source.log().prepare(ready);
        assertThat(source.preflight(ready)).isEmpty();
        source.log().remove();
        Golden.check(
            "postgres-tables.txt",
            source.preflight(
                tables(
                    "nothing",
                    "deferred",
                    "key_of_bits",
                    "unlogged",
                    "odd",
                    "seen",
                    "Fine",
                    "changed")));
        assertThat(key(source, "by_index")).containsExactly("code");
        assertThat(key(source, "unique_full")).containsExactly("v");
        assertThat(key(source, "keyless_full")).isEmpty();
        assertThat(PostgresTestSource.table(source, "public", "appended").replicaIdentity())
            .isEqualTo(ReplicaIdentity.NOTHING);
      }
      try (SourceDatabase source = database.open("re\"ader", "x")) {
        Golden.check("postgres-privileges.txt", source.preflight(tables("fine", "odd", "secret")));
      }
    }
  }

  private static List<String> key(SourceDatabase source, String name) {
    TableSchema table = PostgresTestSource.table(source, "public", name);
    return table.key();
  }

  @Test
  void typesThatStopDebeziumAreNamed() throws Exception {
    try (PostgresTestSource database = new PostgresTestSource(folder)) {
      database.execute(
          "CREATE TYPE mood AS ENUM ('sad', 'happy')",
          "CREATE DOMAIN feeling AS mood",
          "CREATE TYPE \"Nothing\" AS ENUM ()",
          "CREATE DOMAIN words AS text[]");
      try (SourceDatabase source = database.open()) {
        Golden.check("postgres-enums.txt", source.preflight(List.of()));
      }
    }
  }

  @Test
  void arraysThatMayStopCaptureAreAnnounced() throws Exception {
    try (PostgresTestSource database = new PostgresTestSource(folder)) {
      String columns =
          "a smallint[], b varchar(9)[], c timestamp(3)[], d uuid[], e numeric(9,2)[], f int[][]";
      database.execute(
          "CREATE TABLE keyed (k int PRIMARY KEY, " + columns + ")",
          "CREATE TABLE whole (k int PRIMARY KEY, " + columns + ")",
          "ALTER TABLE whole REPLICA IDENTITY FULL",
          "CREATE TABLE appended (" + columns + ")");
      try (SourceDatabase source = database.open()) {
        List<Problem> problems = source.preflight(tables("keyed", "whole", "appended"));
        Golden.check("postgres-arrays.txt", problems);
        assertThat(problems)
            .allSatisfy(p -> assertThat(p.context()).containsEntry("blocking", "false"));
      }
    }
  }

  @Test
  void aServerThatCannotBeReadSaysWhy() throws Exception {
    DatabaseOptions options =
        DatabaseOptions.database("shop")
            .setting("wal_level", "replica")
            .setting("max_wal_senders", "0")
            .setting("max_replication_slots", "0");
    try (PostgresTestSource database = new PostgresTestSource(folder, options);
        SourceDatabase source = database.open()) {
      Golden.check("postgres-server.txt", source.preflight(List.of()));
    }
  }

  @Test
  void anUnreachableServerIsATransientProblem() {
    PostgresSource source =
        new PostgresSource(
            new SourceSettings(
                SystemType.POSTGRESQL,
                "127.0.0.1",
                1,
                "shop",
                "nobody",
                "sesame",
                "m",
                "s",
                ZeroDates.REFUSE,
                Tls.UNSAID));
    assertThatThrownBy(source::catalog)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(SourceProblem.UNREACHABLE);
              assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT);
              assertThat(e.problem().render()).doesNotContain("sesame");
            });
  }
}
