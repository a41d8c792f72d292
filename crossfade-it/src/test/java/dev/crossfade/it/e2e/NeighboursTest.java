package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One definition, carried out by one server for two regions at once: from the same table into the
 * same database. Neither sees, hinders or waits for the other.
 */
@Tag("long")
class NeighboursTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String SPECIFICATION =
      """
      apiVersion: crossfade.dev/v1
      kind: Migration
      name: unify-${var:region}
      vars: {region: none}
      sources:
        shop:
          type: postgresql
          url: postgresql://127.0.0.1:%d/shop
          user: %s
          password: ${env:SHOP_PASSWORD}
      target:
        type: postgresql
        url: postgresql://127.0.0.1:%d/goal
        user: %s
        password: ${env:GOAL_PASSWORD}
        schema: ${var:region}
      """;
  private static final String ENTITY =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: item
      key: [id]
      columns: {id: int32, name: text}
      from:
        - source: shop
          table: public.item
          where: "region == '${var:region}'"
          map: {id: id, name: name}
      """;

  @TempDir private Path folder;
  private Served served;
  private Crossfade server;

  @Test
  void migrationsOfOneServerAreIsolatedFromEachOther() throws Exception {
    try (EmbeddedService<DatabaseEndpoint> shop =
            EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
        EmbeddedService<DatabaseEndpoint> goal =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"))) {
      Rows.execute(
          shop.endpoint(),
          "create table item (id int primary key, name text, region text)",
          "insert into item select i, 'n' || i, (array['emea', 'apac'])[1 + i % 2]"
              + " from generate_series(1, 2000) i");
      Path specification = specification(shop.endpoint(), goal.endpoint());
      served =
          new Served(
              folder,
              Map.of(
                  "SHOP_PASSWORD", shop.endpoint().password(),
                  "GOAL_PASSWORD", goal.endpoint().password()));
      server = served.start();
      served.begin(server, specification);
      for (String region : List.of("emea", "apac")) {
        served.ask("apply", specification.toString(), "-e", region, "--start");
        served.ask("user", "create", region, "--grant", "unify-" + region + "=operator");
      }
      hashesAreThoseOfWhatIsRendered(specification);
      reaches("unify-emea", "LIVE");
      reaches("unify-apac", "LIVE");
      eachHasItsOwn(shop.endpoint(), goal.endpoint());
      whoOperatesOneDoesNotSeeTheOther();
      oneStandsStillAndTheOtherGoesOn(shop.endpoint(), goal.endpoint());
      aThirdOneCannotHaveTheSameTables(specification, goal.endpoint());
      for (String region : List.of("emea", "apac")) {
        served.ask("migration", "verify", "unify-" + region, "--wait");
        JsonNode verdicts =
            served.ask("migration", "verdicts", "unify-" + region, "-o", "json").json();
        assertThat(verdicts.findValuesAsText("verdict")).containsOnly("EQUAL");
      }
      assertThat(server.stop()).isIn(130, 143);
      assertThat(Files.readString(Path.of(served.file("server/crossfade.log"))))
          .as("its own services are there until it has let everything go and signed the log")
          .doesNotContain("not signed")
          .doesNotContain("ERROR");
    }
  }

  private Path specification(DatabaseEndpoint shop, DatabaseEndpoint goal) throws Exception {
    Path specification = Files.createDirectory(folder.resolve("specification"));
    Files.writeString(
        specification.resolve("crossfade.yaml"),
        SPECIFICATION.formatted(shop.port(), shop.user(), goal.port(), goal.user()));
    Path entities = Files.createDirectory(specification.resolve("entities"));
    Files.writeString(entities.resolve("item.yaml"), ENTITY);
    Path overlays = Files.createDirectory(specification.resolve("overlays"));
    String overlay = "apiVersion: crossfade.dev/v1\nkind: Overlay\nvars: {region: %s}\n";
    for (String region : List.of("emea", "apac")) {
      Files.writeString(overlays.resolve(region + ".yaml"), overlay.formatted(region));
    }
    Files.writeString(
        overlays.resolve("thief.yaml"), overlay.formatted("thief") + "target: {schema: emea}\n");
    return specification;
  }

  private JsonNode show(String migration) {
    return served.ask("migration", "show", migration, "-o", "json").json();
  }

  private void reaches(String migration, String phase) {
    until(
        migration + " " + phase,
        () -> {
          JsonNode shown = show(migration);
          return shown.path("phase").asText().equals(phase) && shown.path("owner").isObject();
        });
  }

  private void until(String when, Callable<Boolean> moment) {
    await(when)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .failFast(() -> assertThat(server.alive()).as(server::output).isTrue())
        .until(moment);
  }

  private void hashesAreThoseOfWhatIsRendered(Path specification) {
    List<String> hashes = new ArrayList<>();
    for (String region : List.of("emea", "apac")) {
      String offline =
          served
              .ask("validate", specification.toString(), "-e", region, "-o", "json")
              .json()
              .path("contentHash")
              .asText();
      assertThat(show("unify-" + region).path("contentHash").asText()).isEqualTo(offline);
      hashes.add(offline);
    }
    assertThat(hashes).doesNotHaveDuplicates();
  }

  private static void eachHasItsOwn(DatabaseEndpoint shop, DatabaseEndpoint goal)
      throws SQLException {
    assertThat(
            Rows.text(
                shop,
                "select string_agg(slot_name, ' ' order by slot_name) from pg_replication_slots"))
        .isEqualTo("cf_unify__apac_shop cf_unify__emea_shop");
    assertThat(rows(goal, "emea")).isEqualTo(1_000);
    assertThat(rows(goal, "apac")).isEqualTo(1_000);
    assertThat(
            Rows.text(
                goal,
                "select string_agg(migration || ':' || source, ' ' order by migration)"
                    + " from crossfade.applied_position"))
        .isEqualTo("unify-apac:shop unify-emea:shop");
    assertThat(
            Rows.number(goal, "select count(distinct stream_id) from crossfade.applied_position"))
        .as("topics")
        .isEqualTo(2);
  }

  private static long rows(DatabaseEndpoint goal, String region) throws SQLException {
    return Rows.number(goal, "select count(*) from " + region + ".item");
  }

  private void whoOperatesOneDoesNotSeeTheOther() {
    assertThat(as("emea", "login", served.address(), "--user", "emea").exit()).isZero();
    JsonNode seen = as("emea", "migration", "list", "-o", "json").ok().json();
    assertThat(seen.path("items")).hasSize(1);
    assertThat(seen.at("/items/0/name").asText()).isEqualTo("unify-emea");
    for (List<String> command :
        List.of(
            List.of("migration", "show", "unify-apac"),
            List.of("migration", "pause", "unify-apac"),
            List.of("migration", "journal", "unify-apac"))) {
      Crossfade.Result refused = as("emea", command.toArray(String[]::new));
      assertThat(refused.exit()).as(command + refused.err()).isEqualTo(7);
    }
  }

  private void oneStandsStillAndTheOtherGoesOn(DatabaseEndpoint shop, DatabaseEndpoint goal)
      throws SQLException {
    as("emea", "migration", "pause", "unify-emea", "--wait").ok();
    Rows.execute(shop, "insert into item values (5001, 'new', 'emea'), (5002, 'new', 'apac')");
    until("the other goes on", () -> rows(goal, "apac") == 1_001);
    assertThat(show("unify-apac").path("phase").asText()).isEqualTo("LIVE");
    assertThat(show("unify-emea").path("phase").asText()).isEqualTo("PAUSED");
    assertThat(rows(goal, "emea")).isEqualTo(1_000);
    as("emea", "migration", "resume", "unify-emea").ok();
    until("it has caught up", () -> rows(goal, "emea") == 1_001);
    assertThat(rows(goal, "apac")).isEqualTo(1_001);
  }

  /** It is refused before anything is touched, and hinders nobody. */
  private void aThirdOneCannotHaveTheSameTables(Path specification, DatabaseEndpoint goal)
      throws SQLException {
    Crossfade.Result refused =
        Crossfade.now(
            served.environment(), "apply", specification.toString(), "-e", "thief", "--wait");
    assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
    assertThat(refused.err()).contains("already has");
    assertThat(rows(goal, "emea")).isEqualTo(1_001);
    for (String region : List.of("emea", "apac")) {
      assertThat(show("unify-" + region).path("phase").asText()).isEqualTo("LIVE");
    }
    assertThat(show("unify-thief").path("phase").asText()).isEqualTo("DRAFT");
  }

  private Crossfade.Result as(String who, String... arguments) {
    Map<String, String> own = new HashMap<>(served.environment());
    own.put("XDG_CONFIG_HOME", folder.resolve(who).toString());
    return Crossfade.now(own, arguments);
  }
}
