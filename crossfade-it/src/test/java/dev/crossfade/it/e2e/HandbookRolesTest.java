package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.it.docs.Handbook;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles of the handbook, made by its own statements, are enough for a whole migration. */
@Tag("long")
class HandbookRolesTest {

  private static final String USER = "mover";
  private static final String PASSWORD = "only this much";

  @TempDir private Path folder;

  @Test
  void theRolesOfTheHandbookMigrateAndVerify() throws Exception {
    try (var shop =
            EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
        var ads = EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
        var goal =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"))) {
      postgres(shop);
      maria(ads);
      execute(goal, Handbook.role("PostgreSQL target", USER, PASSWORD, "goal"));
      init(shop, ads, goal);
      Crossfade.now(environment(), "plan", specification()).ok();

      Crossfade.Result run =
          Crossfade.now(environment(), "run", "--until", "verified", specification());

      assertThat(run.exit()).as(run.err() + run.out()).isZero();
      assertThat(run.out() + run.err()).contains("EQUAL (2,007 rows compared");
      Crossfade.Result status =
          Crossfade.now(environment(), "status", "-o", "json", specification()).ok();
      assertThat(status.json().at("/standing/phase").asText()).isEqualTo("LIVE");
      assertThat(status.json().at("/standing/owner").isMissingNode()).as(status.out()).isTrue();
    }
  }

  private static void postgres(EmbeddedService<DatabaseEndpoint> shop) throws SQLException {
    List<String> sql =
        new ArrayList<>(
            List.of(
                "create role shop_owner",
                "grant create on schema public to shop_owner",
                "set role shop_owner",
                "create table customer (id int primary key, name text)",
                "insert into customer select i, 'n' || i from generate_series(1, 1000) i",
                "create table visit (at int, page text)",
                "insert into visit values (1, 'a'), (1, 'a'), (2, null)",
                "reset role"));
    sql.addAll(Handbook.role("PostgreSQL source", USER, PASSWORD, "shop"));
    assertThat(Handbook.says("GRANT shop_owner TO crossfade")).isTrue();
    sql.add("GRANT shop_owner TO " + USER);
    execute(shop, sql);
  }

  private static void maria(EmbeddedService<DatabaseEndpoint> ads) throws SQLException {
    List<String> sql =
        new ArrayList<>(
            List.of(
                "create table campaign (id int primary key, name varchar(20))",
                "insert into campaign select seq, concat('c', seq) from seq_1_to_1000",
                "create table click (at int, page text)",
                "insert into click values (1, 'a'), (1, 'a'), (2, null), (3, 'c')"));
    sql.addAll(Handbook.role("MariaDB or MySQL source", USER, PASSWORD, "ads"));
    execute(ads, sql);
  }

  private void init(
      EmbeddedService<DatabaseEndpoint> shop,
      EmbeddedService<DatabaseEndpoint> ads,
      EmbeddedService<DatabaseEndpoint> goal) {
    Crossfade.now(
            environment(),
            "init",
            "--source=postgresql://127.0.0.1:" + shop.endpoint().port() + "/shop",
            "--source=mariadb://127.0.0.1:" + ads.endpoint().port() + "/ads",
            "--target=postgresql://127.0.0.1:" + goal.endpoint().port() + "/goal",
            "--schema=marketing",
            specification())
        .ok();
  }

  private static void execute(EmbeddedService<DatabaseEndpoint> service, List<String> statements)
      throws SQLException {
    DatabaseEndpoint e = service.endpoint();
    try (Connection connection = DriverManager.getConnection(e.jdbcUrl(), e.user(), e.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_USER",
        USER,
        "CROSSFADE_SOURCE_PASSWORD",
        PASSWORD,
        "CROSSFADE_TARGET_USER",
        USER,
        "CROSSFADE_TARGET_PASSWORD",
        PASSWORD);
  }

  private String specification() {
    return folder.resolve("migration").toString();
  }
}
