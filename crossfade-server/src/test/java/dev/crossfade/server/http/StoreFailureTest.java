package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.server.security.Role;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A control store whose connection is cut in the middle of a request. */
class StoreFailureTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String USERS = "/api/v1/users";

  private final Client admin = SERVER.token("admin", Role.ADMIN);

  private static Connection connection() throws SQLException {
    ControlSettings store = SERVER.server().context().getBean(ControlStorage.class).settings();
    String url = "jdbc:postgresql://" + store.host() + ":" + store.port() + "/" + store.database();
    return DriverManager.getConnection(url, store.user(), store.password());
  }

  /** Asks, and cuts the connection of whoever waits for the lock. */
  private static Answer cut(String lock, Supplier<Answer> asking) throws SQLException {
    try (Connection holds = connection();
        Statement holding = holds.createStatement();
        Connection cuts = connection();
        Statement cutting = cuts.createStatement()) {
      holds.setAutoCommit(false);
      holding.execute("LOCK TABLE " + lock);
      int holder = number(holding, "SELECT pg_backend_pid()");
      CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(asking);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                number(
                    cutting,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                        + holder
                        + " = ANY (pg_blocking_pids(pid))");
                return asked.isDone();
              });
      holds.rollback();
      return asked.join();
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }

  private static Map<String, Object> somebody(String name) {
    return Map.of("account", name, "password", TestServer.PASSWORD, "grants", List.of());
  }

  @Test
  void aChangeThatWasBegunIsNotToldAsNotMade() throws Exception {
    Answer answer =
        cut("crossfade.account IN SHARE MODE", () -> admin.post(USERS, somebody("half-made")));

    answer.problem(500, "CF-6129");
    assertThat(answer.json().path("retryable").asBoolean()).isFalse();
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(answer.text("detail")).contains("may have been changed, or not");
  }

  @Test
  void whatWasNotBegunMayBeAskedAgain() throws Exception {
    Answer read = cut("crossfade.migration", () -> admin.get("/api/v1/migrations"));
    Answer unknown = cut("crossfade.token", () -> admin.post(USERS, somebody("not-begun")));

    for (Answer answer : List.of(read, unknown)) {
      answer.problem(503, "CF-6123");
      assertThat(answer.json().path("retryable").asBoolean()).isTrue();
      assertThat(answer.header("Retry-After")).isNotEmpty();
      assertThat(answer.text("detail")).isEqualTo("Nothing was changed.");
    }
    admin.get(USERS + "/not-begun").problem(404, "CF-6103");
  }
}
