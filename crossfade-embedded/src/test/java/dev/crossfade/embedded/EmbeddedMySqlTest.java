package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("mysql")
class EmbeddedMySqlTest {

  @TempDir Path folder;

  private EmbeddedService<DatabaseEndpoint> start() {
    return EmbeddedMySql.start(folder, DatabaseOptions.database("shop"));
  }

  @Test
  void keepsDataPortAndCredentialsAcrossStopAndKill() throws SQLException {
    DatabaseEndpoint first;
    try (var mySql = start()) {
      first = mySql.endpoint();
      Sql.run(mySql, "CREATE TABLE t(id int PRIMARY KEY)", "INSERT INTO t VALUES (7)");
      mySql.killForcibly();
      assertThat(mySql.alive()).isFalse();
      mySql.restart();
      assertThat(Sql.value(mySql, "SELECT id FROM t")).isEqualTo("7");
    }
    try (var mySql = start()) {
      assertThat(mySql.endpoint()).isEqualTo(first);
      assertThat(Sql.value(mySql, "SELECT id FROM t")).isEqualTo("7");
    }
  }

  @Test
  void writesADurableRowLogOnLoopbackAndLetsNobodyInWithoutThePassword() throws SQLException {
    try (var mySql = start()) {
      assertThat(Sql.value(mySql, "SELECT version()")).startsWith("8.0.");
      assertThat(Sql.value(mySql, "SELECT @@binlog_format")).isEqualTo("ROW");
      assertThat(Sql.value(mySql, "SELECT @@binlog_row_image")).isEqualTo("FULL");
      assertThat(Sql.value(mySql, "SELECT @@gtid_mode")).isEqualTo("ON");
      assertThat(Sql.value(mySql, "SELECT @@sync_binlog")).isEqualTo("1");
      assertThat(Sql.value(mySql, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
      assertThat(Sql.value(mySql, "SELECT @@character_set_server")).isEqualTo("utf8mb4");
      assertThat(Sql.value(mySql, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
      String url = mySql.endpoint().jdbcUrl() + "?allowPublicKeyRetrieval=true";
      for (String user : new String[] {"root", mySql.endpoint().user()}) {
        // to accounts that do not exist the server offers a log-in of any kind, by chance
        assertThatThrownBy(() -> DriverManager.getConnection(url, user, ""))
            .isInstanceOf(SQLException.class)
            .hasMessageMatching(
                "(?s).*(Access denied|Account is locked|authentication protocol).*");
      }
    }
  }
}
