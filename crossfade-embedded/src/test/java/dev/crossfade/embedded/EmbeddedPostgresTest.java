package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.problem.ProblemException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

  @TempDir Path folder;

  private EmbeddedService<DatabaseEndpoint> start() {
    return EmbeddedPostgres.start(folder, DatabaseOptions.database("shop"));
  }

  @Test
  void keepsDataPortAndCredentialsAcrossStarts() throws SQLException {
    DatabaseEndpoint first;
    try (var postgres = start()) {
      first = postgres.endpoint();
      Sql.run(postgres, "CREATE TABLE t(id int)", "INSERT INTO t VALUES (7)");
    }
    try (var postgres = start()) {
      assertThat(postgres.endpoint()).isEqualTo(first);
      assertThat(Sql.value(postgres, "SELECT id FROM t")).isEqualTo("7");
    }
  }

  @Test
  void anInterruptionDoesNotLeaveItRunning() {
    var postgres = start();
    long pid = postgres.pid();
    Thread.currentThread().interrupt();
    postgres.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void isDurableLogicalAndOnLoopbackOnly() throws SQLException {
    try (var postgres = start()) {
      assertThat(Sql.value(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(Sql.value(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(Sql.value(postgres, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(Sql.value(postgres, "SHOW wal_level")).isEqualTo("logical");
      assertThat(Sql.value(postgres, "SHOW max_replication_slots")).isEqualTo("20");
      assertThat(Sql.value(postgres, "SHOW max_wal_senders")).isEqualTo("20");
      assertThat(Sql.value(postgres, "SHOW unix_socket_directories")).isEmpty();
      assertThat(Sql.value(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(Sql.value(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(Sql.value(postgres, "SELECT datcollate FROM pg_database WHERE datname = 'shop'"))
          .isEqualTo("C");
    }
  }

  @Test
  void refusesAWrongPasswordAndHidesTheRightOne() throws Exception {
    try (var postgres = start()) {
      DatabaseEndpoint e = postgres.endpoint();
      assertThatThrownBy(() -> DriverManager.getConnection(e.jdbcUrl(), e.user(), "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(postgres.toString()).doesNotContain(e.password());
      Path state = folder.resolve("service.properties");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
          .isEqualTo("rw-------");
      assertThat(folder.resolve("initdb.secret")).doesNotExist();
    }
  }

  @Test
  void startsAgainAfterBeingKilled() throws SQLException {
    try (var postgres = start()) {
      Sql.run(postgres, "CREATE TABLE t AS SELECT 1 AS id");
      long before = postgres.pid();
      postgres.killForcibly();
      assertThat(postgres.alive()).isFalse();
      assertThat(postgres.answers()).isFalse();
      postgres.restart();
      assertThat(postgres.pid()).isNotEqualTo(before);
      assertThat(Sql.value(postgres, "SELECT count(*) FROM t")).isEqualTo("1");
    }
  }

  @Test
  void takesChosenCredentialsAndRefusesToChangeThemLater() throws SQLException {
    DatabaseOptions chosen = DatabaseOptions.database("shop").user("owner", "it's \\ odd");
    try (var postgres = EmbeddedPostgres.start(folder, chosen)) {
      assertThat(Sql.value(postgres, "SELECT current_user")).isEqualTo("owner");
    }
    DatabaseOptions other = chosen.user("owner", "another");
    assertThat(problem(() -> EmbeddedPostgres.start(folder, other)).code())
        .isEqualTo(EmbeddedProblem.SETTINGS_DIFFER);
  }

  @Test
  void refusesASecondStarter() {
    try (var postgres = start()) {
      var refused = problem(this::start);
      assertThat(refused.code()).isEqualTo(EmbeddedProblem.FOLDER_IN_USE);
      assertThat(refused.what()).contains(folder.toString());
      assertThat(postgres.answers()).isTrue();
    }
  }

  @Test
  void refusesAFolderOfAnotherService() {
    start().close();
    assertThat(problem(() -> EmbeddedKafka.start(folder)).code())
        .isEqualTo(EmbeddedProblem.SETTINGS_DIFFER);
  }

  @Test
  void showsTheEndOfTheLogWhenItDoesNotStart() {
    DatabaseOptions wrong = DatabaseOptions.database("shop").setting("shared_buffers", "plenty");
    var failed = problem(() -> EmbeddedPostgres.start(folder, wrong));
    assertThat(failed.code()).isEqualTo(EmbeddedProblem.START_FAILED);
    assertThat(failed.why()).contains("shared_buffers").contains("plenty");
    try (var postgres = start()) {
      assertThat(postgres.answers()).as("the folder was released").isTrue();
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    int port;
    try (var postgres = start()) {
      port = postgres.endpoint().port();
    }
    try (ServerSocket squatter = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(squatter.isBound()).isTrue();
      var refused = problem(this::start);
      assertThat(refused.code()).isEqualTo(EmbeddedProblem.PORT_TAKEN);
      assertThat(refused.what()).contains(Integer.toString(port));
    }
  }

  @Test
  void survivesAStalePostmasterFileWhoseNumberBelongsToAnotherProcess() throws Exception {
    start().close();
    Path file = folder.resolve("data/postmaster.pid");
    Files.writeString(file, ProcessHandle.current().pid() + "\n" + folder.resolve("data") + "\n");
    try (var postgres = start()) {
      assertThat(postgres.answers()).isTrue();
    }
  }

  @Test
  void closesTwiceAndRefusesToRestartAfterwards() {
    var postgres = start();
    postgres.close();
    postgres.close();
    assertThat(postgres.alive()).isFalse();
    assertThat(problem(postgres::restart).code()).isEqualTo(EmbeddedProblem.ALREADY_CLOSED);
  }

  private static dev.crossfade.core.problem.Problem problem(Runnable action) {
    ProblemException e = catchThrowableOfType(ProblemException.class, action::run);
    assertThat(e).isNotNull();
    return e.problem();
  }
}
