package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbTest {

  @TempDir Path folder;

  private EmbeddedService<DatabaseEndpoint> start() {
    return EmbeddedMariaDb.start(folder, DatabaseOptions.database("shop"));
  }

  @Test
  void keepsDataPortAndCredentialsAcrossStopAndKill() throws SQLException {
    DatabaseEndpoint first;
    try (var maria = start()) {
      first = maria.endpoint();
      Sql.run(maria, "CREATE TABLE t(id int PRIMARY KEY)", "INSERT INTO t VALUES (7)");
      maria.killForcibly();
      assertThat(maria.alive()).isFalse();
      maria.restart();
      assertThat(Sql.value(maria, "SELECT id FROM t")).isEqualTo("7");
    }
    try (var maria = start()) {
      assertThat(maria.endpoint()).isEqualTo(first);
      assertThat(Sql.value(maria, "SELECT id FROM t")).isEqualTo("7");
    }
  }

  @Test
  void writesADurableRowLogAndUsesUtf8() throws SQLException {
    try (var maria = start()) {
      assertThat(Sql.value(maria, "SELECT @@binlog_format")).isEqualTo("ROW");
      assertThat(Sql.value(maria, "SELECT @@binlog_row_image")).isEqualTo("FULL");
      assertThat(Sql.value(maria, "SELECT @@binlog_row_metadata")).isEqualTo("FULL");
      assertThat(Sql.value(maria, "SELECT @@gtid_strict_mode")).isEqualTo("1");
      assertThat(Sql.value(maria, "SELECT @@sync_binlog")).isEqualTo("1");
      assertThat(Sql.value(maria, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
      assertThat(Sql.value(maria, "SELECT @@character_set_server")).isEqualTo("utf8mb4");
      assertThat(Sql.value(maria, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
      Sql.run(maria, "CREATE TABLE t(id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
      assertThat(Sql.value(maria, "SELECT @@gtid_binlog_pos")).startsWith("0-1-");
    }
  }

  @Test
  void refusesZeroDatesUnlessASessionAllowsThem() throws SQLException {
    try (var maria = start()) {
      Sql.run(maria, "CREATE TABLE d(day date)");
      assertThatThrownBy(() -> Sql.run(maria, "INSERT INTO d VALUES ('0000-00-00')"))
          .isInstanceOf(SQLException.class);
      Sql.run(
          maria,
          "SET SESSION sql_mode = 'STRICT_TRANS_TABLES'",
          "INSERT INTO d VALUES ('0000-00-00')");
      assertThat(Sql.value(maria, "SELECT count(*) FROM d")).isEqualTo("1");
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    try (var maria = start()) {
      String url = maria.endpoint().jdbcUrl();
      for (String user : new String[] {"root", "", maria.endpoint().user()}) {
        assertThatThrownBy(() -> DriverManager.getConnection(url, user, ""))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("Access denied");
      }
    }
  }
}
