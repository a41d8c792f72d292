package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log does not carry, or carries no more, ends a run and is never silent. */
@Tag("long")
class UntrustedLogTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void missedChangesAreSaid() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> shop = postgres("shop");
        EmbeddedService<DatabaseEndpoint> ads =
            EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
        EmbeddedService<DatabaseEndpoint> target = postgres("unified")) {
      execute(
          shop,
          "CREATE TABLE item (id int PRIMARY KEY, v text)",
          "INSERT INTO item SELECT n, 'v' || n FROM generate_series(1, 1000) n",
          "CREATE TABLE visit (v int)",
          "INSERT INTO visit SELECT generate_series(1, 1000)",
          "CREATE TABLE hit (v int) PARTITION BY HASH (v)",
          "CREATE TABLE hit_0 PARTITION OF hit FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
          "CREATE TABLE hit_1 PARTITION OF hit FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
          "INSERT INTO hit SELECT generate_series(1, 1000)");
      execute(ads, "CREATE TABLE click (id int PRIMARY KEY)", "INSERT INTO click VALUES (1), (2)");
      Map<String, String> environment = environment(shop.endpoint(), ads.endpoint(), target);
      String spec = folder.resolve("spec").toString();
      Crossfade.now(
              environment,
              "init",
              "--source",
              url("postgresql", shop.endpoint()),
              "--source",
              url("mariadb", ads.endpoint()),
              "--target",
              url("postgresql", target.endpoint()),
              spec)
          .ok();
      Crossfade first = start(environment, spec, "verified");
      assertThat(first.exit(PATIENCE)).as(first.output()).isZero();

      unseenUpdate(environment, spec, shop, ads, target);
      purgedBinlog(environment, spec, ads);
      recreatedSlot(environment, spec, shop);
    }
  }

  private void unseenUpdate(
      Map<String, String> environment,
      String spec,
      EmbeddedService<DatabaseEndpoint> shop,
      EmbeddedService<DatabaseEndpoint> ads,
      EmbeddedService<DatabaseEndpoint> target)
      throws Exception {
    Crossfade run = start(environment, spec, "forever");
    execute(shop, "INSERT INTO visit VALUES (5001)", "INSERT INTO hit VALUES (5001)");
    await("inserts to be in the target")
        .atMost(PATIENCE)
        .failFast(() -> assertThat(run.alive()).as(run.output()).isTrue())
        .until(
            () ->
                count(target, "SELECT count(*) FROM visit WHERE v = 5001") == 1
                    && count(target, "SELECT count(*) FROM hit WHERE v = 5001") == 1);
    execute(shop, "UPDATE visit SET v = 5002 WHERE v = 5001");
    await("the stop to be told")
        .atMost(PATIENCE)
        .failFast(() -> assertThat(run.alive()).as(run.output()).isTrue())
        .until(() -> run.output().contains("STOPPED, source shop [CF-5015]"));
    execute(ads, "INSERT INTO click VALUES (9)");
    await("the other source to go on")
        .atMost(PATIENCE)
        .failFast(() -> assertThat(run.alive()).as(run.output()).isTrue())
        .until(() -> count(target, "SELECT count(*) FROM click WHERE id = 9") == 1);
    assertThat(run.output()).containsOnlyOnce("STOPPED, source").contains("public.visit");
    assertThat(run.output()).contains("REPLICA IDENTITY FULL");
    Crossfade.Result status = Crossfade.now(environment, "status", spec, "-o", "json").ok();
    assertThat(status.json().path("alarms").toString()).contains("CF-5015", "public.visit");
    assertThat(run.stop()).as(run.output()).isNotZero();

    Crossfade others = start(environment, spec, "verified");
    assertThat(others.exit(PATIENCE)).as(others.output()).isEqualTo(3);
    assertThat(others.output()).contains("visit was left out", "has no key");
  }

  private void purgedBinlog(
      Map<String, String> environment, String spec, EmbeddedService<DatabaseEndpoint> ads)
      throws Exception {
    execute(ads, "INSERT INTO click VALUES (3)", "FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
    // a reader that has just gone keeps its file for a while
    await("the old files to be gone").atMost(PATIENCE).until(() -> purged(ads));
    Crossfade run = start(environment, spec, "verified");
    assertThat(run.exit(PATIENCE)).as(run.output()).isNotIn(0, 3);
    assertThat(run.output()).containsPattern("CF-(2030|4020)").contains("ads");
  }

  private static boolean purged(EmbeddedService<DatabaseEndpoint> ads) throws SQLException {
    try (Connection connection = connect(ads);
        Statement statement = connection.createStatement()) {
      String last = "";
      int files = 0;
      try (ResultSet row = statement.executeQuery("SHOW BINARY LOGS")) {
        for (; row.next(); files++) {
          last = row.getString(1);
        }
      }
      statement.execute("PURGE BINARY LOGS TO '" + last + "'");
      return files == 1;
    }
  }

  private void recreatedSlot(
      Map<String, String> environment, String spec, EmbeddedService<DatabaseEndpoint> shop)
      throws Exception {
    execute(
        shop,
        "DO $$ DECLARE s text; BEGIN SELECT slot_name INTO s FROM pg_replication_slots;"
            + " PERFORM pg_drop_replication_slot(s); INSERT INTO item VALUES (7000, 'missed');"
            + " END $$",
        "DO $$ DECLARE s text; BEGIN SELECT split_part(pubname, ',', 1) INTO s FROM"
            + " pg_publication WHERE pubname LIKE '%,%';"
            + " PERFORM pg_create_logical_replication_slot(s, 'pgoutput'); END $$");
    Crossfade run = start(environment, spec, "verified");
    assertThat(run.exit(PATIENCE)).as(run.output()).isNotIn(0, 3);
    assertThat(run.output()).containsPattern("CF-(2030|4020)").contains("shop");
  }

  private Crossfade start(Map<String, String> environment, String spec, String until)
      throws Exception {
    Path output = folder.resolve(until + System.nanoTime() + ".txt");
    return Crossfade.start(output, environment, "run", spec, "--until=" + until);
  }

  private EmbeddedService<DatabaseEndpoint> postgres(String name) {
    return EmbeddedPostgres.start(folder.resolve(name), DatabaseOptions.database(name));
  }

  private static String url(String scheme, DatabaseEndpoint at) {
    return scheme + "://" + at.host() + ":" + at.port() + "/" + at.database();
  }

  private static Map<String, String> environment(
      DatabaseEndpoint shop, DatabaseEndpoint ads, EmbeddedService<DatabaseEndpoint> target) {
    Map<String, String> variables = new HashMap<>();
    variables.put("CROSSFADE_SOURCE_1_USER", shop.user());
    variables.put("CROSSFADE_SOURCE_1_PASSWORD", shop.password());
    variables.put("CROSSFADE_SOURCE_2_USER", ads.user());
    variables.put("CROSSFADE_SOURCE_2_PASSWORD", ads.password());
    variables.put("CROSSFADE_TARGET_USER", target.endpoint().user());
    variables.put("CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
    return variables;
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

  private static long count(EmbeddedService<DatabaseEndpoint> service, String sql)
      throws SQLException {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
