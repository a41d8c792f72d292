package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with a heap of 512 MiB follows transactions and rows that are larger than it. */
@Tag("long")
class LargeChangesTest {

  private static final int HEAP = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final String OLD = "SELECT count(*) FROM item";

  @TempDir private Path folder;
  private String spec;
  private Crossfade run;

  @BeforeEach
  void where() {
    spec = folder.resolve("spec").toString();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (run != null && run.alive()) {
      run.stop();
    }
  }

  @Test
  void twoMillionChangesOfOneTransaction() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> shop = postgres("shop");
        EmbeddedService<DatabaseEndpoint> target = postgres("unified")) {
      Map<String, String> environment = prepare(shop, target);
      follow(environment, target);
      execute(
          shop,
          "BEGIN",
          "INSERT INTO item SELECT n, repeat('value ' || n, 20)"
              + " FROM generate_series(2, 1500001) n",
          "UPDATE item SET v = 'changed ' || id WHERE id BETWEEN 2 AND 400001",
          "DELETE FROM item WHERE id BETWEEN 1400002 AND 1500001",
          "COMMIT");
      Set<Long> seen = new HashSet<>();
      await("the transaction to be in the target")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .failFast(() -> assertThat(run.alive()).as(run.output()).isTrue())
          .until(
              () -> {
                seen.add(number(target, OLD));
                return seen.contains(1_400_001L);
              });
      assertThat(seen).as("readers see all of it or nothing").containsOnly(1L, 1_400_001L);
      assertThat(run.stop()).as(run.output()).isIn(130, 143);
      assertThat(fingerprint(target)).isEqualTo(fingerprint(shop));
    }
  }

  @Test
  void rowsOfSixtyFourMebibytes() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> shop = postgres("shop");
        EmbeddedService<DatabaseEndpoint> target = postgres("unified")) {
      Map<String, String> environment = prepare(shop, target);
      follow(environment, target);
      String row = "SELECT %d, string_agg(md5(n::text), '') FROM generate_series(1, 2097152) n";
      execute(
          shop,
          "INSERT INTO item " + row.formatted(2),
          "BEGIN",
          "INSERT INTO item " + row.formatted(3),
          "INSERT INTO item " + row.formatted(4),
          "COMMIT",
          "UPDATE item SET v = reverse(v) WHERE id = 2",
          "INSERT INTO item VALUES (5, 'last')");
      await("the rows to be in the target")
          .atMost(PATIENCE)
          .failFast(() -> assertThat(run.alive()).as(run.output()).isTrue())
          .until(() -> number(target, "SELECT count(*) FROM item WHERE id = 5") == 1);
      assertThat(run.stop()).as(run.output()).isIn(130, 143);
      assertThat(fingerprint(target)).isEqualTo(fingerprint(shop));
    }
  }

  private Map<String, String> prepare(
      EmbeddedService<DatabaseEndpoint> shop, EmbeddedService<DatabaseEndpoint> target)
      throws Exception {
    execute(
        shop,
        "CREATE TABLE item (id bigint PRIMARY KEY, v text)",
        "INSERT INTO item VALUES (1, 'first')");
    Map<String, String> environment =
        Map.of(
            "CROSSFADE_SOURCE_USER", shop.endpoint().user(),
            "CROSSFADE_SOURCE_PASSWORD", shop.endpoint().password(),
            "CROSSFADE_TARGET_USER", target.endpoint().user(),
            "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
    Crossfade.now(environment, "init", "--source", url(shop), "--target", url(target), spec).ok();
    return environment;
  }

  private void follow(Map<String, String> environment, EmbeddedService<DatabaseEndpoint> target)
      throws Exception {
    Path output = folder.resolve("run.txt");
    run = Crossfade.start(HEAP, output, environment, "run", spec, "--until=forever");
    await("history to be published")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .failFast(() -> assertThat(run.alive()).as(run.output()).isTrue())
        .until(() -> number(target, OLD) == 1);
  }

  private EmbeddedService<DatabaseEndpoint> postgres(String name) {
    return EmbeddedPostgres.start(folder.resolve(name), DatabaseOptions.database(name));
  }

  private static String url(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint at = service.endpoint();
    return "postgresql://" + at.host() + ":" + at.port() + "/" + at.database();
  }

  private static Connection connect(EmbeddedService<DatabaseEndpoint> service) throws SQLException {
    DatabaseEndpoint at = service.endpoint();
    return DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
  }

  private static void execute(EmbeddedService<DatabaseEndpoint> service, String... statements)
      throws SQLException {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static long number(EmbeddedService<DatabaseEndpoint> service, String sql)
      throws SQLException {
    return Long.parseLong(text(service, sql));
  }

  /** All rows, in few characters. */
  private static String fingerprint(EmbeddedService<DatabaseEndpoint> service) throws SQLException {
    return text(
        service,
        "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(id || ':' || md5(v), 7)), 0)"
            + " FROM item");
  }

  private static String text(EmbeddedService<DatabaseEndpoint> service, String sql)
      throws SQLException {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
