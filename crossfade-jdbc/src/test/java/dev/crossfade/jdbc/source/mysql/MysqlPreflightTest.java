package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.jdbc.source.Golden;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read before anything is migrated. */
class MysqlPreflightTest {

  @TempDir Path folder;

  private static List<TableId> tables(String... names) {
    return Stream.of(names).map(name -> new TableId(MariaDbTestSource.DATABASE, name)).toList();
  }

  @Test
  void everythingThatStandsInTheWayIsNamedWithItsFix() throws Exception {
    try (MariaDbTestSource database = new MariaDbTestSource(folder)) {
      database.execute(
          "CREATE TABLE fine (k int PRIMARY KEY, d date NOT NULL, f tinyint(1))",
          "INSERT INTO fine VALUES (1, '2026-01-01', 1), (2, '2026-01-02', NULL)",
          "CREATE TABLE appended (v text)",
          "CREATE TABLE zeros (k int PRIMARY KEY, d date NOT NULL, t timestamp NOT NULL)",
          "INSERT INTO zeros VALUES (1, '2026-00-01', 0)",
          "CREATE TABLE hidden (k int PRIMARY KEY, d date NOT NULL DEFAULT '2020-02-02')",
          "INSERT INTO hidden VALUES (1, 0)",
          "CREATE TABLE hiding (k int PRIMARY KEY, d datetime NOT NULL DEFAULT '2020-02-02',"
              + " z date NOT NULL DEFAULT '0000-00-00', t timestamp NOT NULL DEFAULT now())",
          "INSERT INTO hiding (k) VALUES (1)",
          "CREATE TABLE flags (k int PRIMARY KEY, f tinyint(1))",
          "INSERT INTO flags VALUES (1, -1)",
          "CREATE TABLE places (k int PRIMARY KEY, g geometry, v int)",
          "CREATE TABLE hosts (k int PRIMARY KEY, h inet6, i inet4)",
          "CREATE TABLE old_engine (v int) ENGINE=MyISAM",
          "CREATE TABLE versioned (k int PRIMARY KEY) WITH SYSTEM VERSIONING",
          "CREATE VIEW seen AS SELECT * FROM fine",
          "CREATE USER reader@'%' IDENTIFIED BY 'x'",
          "GRANT SELECT (k) ON ads.fine TO reader@'%'",
          "GRANT INSERT ON ads.appended TO reader@'%'");
      List<TableId> ready = tables("fine", "appended");
      try (SourceDatabase source = database.open(ZeroDates.REFUSE)) {
        assertThat(source.preflight(ready)).isEmpty();
        Golden.check(
            "mariadb-tables.txt",
            source.preflight(
                tables("zeros", "flags", "places", "hosts", "old_engine", "versioned", "seen")));
      }
      try (SourceDatabase source = database.open(ZeroDates.EPOCH)) {
        assertThat(source.preflight(tables("zeros"))).isEmpty();
        Golden.check("mariadb-defaults.txt", source.preflight(tables("hidden", "hiding")));
        assertThat(source.preflight(tables("hidden", "hiding")))
            .extracting(problem -> problem.context().get("blocking"))
            .containsExactly(null, "false");
      }
      try (SourceDatabase source = database.open("reader", "x", ZeroDates.REFUSE)) {
        Golden.check("mariadb-privileges.txt", source.preflight(ready));
      }
      database.execute(
          "SET GLOBAL binlog_format = 'MIXED'",
          "SET GLOBAL binlog_row_image = 'MINIMAL'",
          "SET gtid_domain_id = 7",
          "INSERT INTO appended VALUES ('other domain')",
          "SET gtid_domain_id = 0",
          "INSERT INTO appended VALUES ('first domain')");
      try (SourceDatabase source = database.open(ZeroDates.REFUSE)) {
        Golden.check("mariadb-server.txt", source.preflight(List.of()));
      }
    }
  }

  @Test
  void aServerWithoutBinaryLogSaysSo() throws Exception {
    DatabaseOptions options =
        DatabaseOptions.database(MariaDbTestSource.DATABASE)
            .setting("skip-log-bin", "ON")
            .setting("log-slave-updates", "OFF");
    try (MariaDbTestSource database = new MariaDbTestSource(folder, options);
        SourceDatabase source = database.open(ZeroDates.REFUSE)) {
      Golden.check("mariadb-no-log.txt", source.preflight(List.of()));
    }
  }
}
