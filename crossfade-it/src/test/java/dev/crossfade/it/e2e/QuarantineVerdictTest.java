package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contacts are parked, by history and by the stream, by the mapping (an array of two dimensions)
 * and by the target (a number too large). Then production and quarantine are corrupted behind them
 * in every way, and the verdict tells.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuarantineVerdictTest {
  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> source;
  private static EmbeddedService<DatabaseEndpoint> target;
  private static Crossfade run;

  @BeforeAll
  static void live() throws Exception {
    source = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    target = EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"));
    execute(
        source,
        """
        create table contact (id int primary key, tags int[], bio text, data json);
        insert into contact select i, array[i], repeat(md5(i::text), 200), '{"n": 1}'
          from generate_series(1, 300) i;
        update contact set tags = '{{1,2},{3,4}}' where id = 1;
        update contact set data = '{"n": 1e200000}' where id = 2;
        create table visit (at int, tags int[], data json);
        insert into visit select i, array[i], '{"n": 1}' from generate_series(1, 100) i;
        insert into visit values (0, '{1}', '{"n": 1e200000}'), (0, '{1}', '{"n": 1e200000}'),
          (0, '{{1}}', '{"n": 1}')
        """);
    Crossfade.now(
            Map.of(),
            "init",
            "--source=" + Rows.url(source.endpoint()),
            "--target=" + Rows.url(target.endpoint()),
            "--schema=unified",
            specification())
        .ok();
    run = Crossfade.start(folder.resolve("run.txt"), environment(), "run", specification());
    await("verdict")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .failFast("the run ended", () -> !run.alive())
        .until(() -> status().at("/summary").asText().contains("verified"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (run != null && run.alive()) {
      run.stop();
    }
    source.close();
    target.close();
  }

  @Test
  @Order(1)
  void whatIsParkedAsItIsNowIsEqualAndCounted() throws Exception {
    execute(
        source,
        """
        update contact set tags = '{{1,2},{3,4}}' where id between 11 and 16;
        update contact set data = '{"n": 1e200000}' where id = 21;
        update contact set data = '{"n": 1e200000}', bio = 'short' where id = 22;
        insert into visit values (0, '{1}', '{"n": 1e200000}'), (0, '{{1}}', '{"n": 1}')
        """);
    awaitParked(2 + 6 + 2 + 3 + 2);
    execute(
        source,
        """
        update contact set tags = '{9}' where id in (11, 12);
        delete from contact where id = 13
        """);
    awaitParked(2 + 3 + 2 + 3 + 2);

    JsonNode verify = verify(0);

    assertThat(verify.at("/verdict").asText()).isEqualTo("EQUAL");
    assertThat(entity(verify, "contact").path("parked").asLong()).isEqualTo(2 + 3 + 2);
    assertThat(entity(verify, "contact").path("refused").asLong()).isEqualTo(1 + 3);
    assertThat(entity(verify, "visit").path("parked").asLong()).isEqualTo(5);
    assertThat(entity(verify, "visit").path("refused").asLong()).isEqualTo(2);
    assertThat(status().at("/summary").asText()).contains("12 rows in quarantine not compared");
  }

  @Test
  @Order(2)
  void whatHidesBehindAParkedRowIsFound() throws Exception {
    execute(
        target,
        """
        insert into unified.contact select r.* from unified.contact c,
          jsonb_populate_record(c, '{"id": 1}') r where c.id = 3;
        insert into unified.contact select r.* from unified.contact c,
          jsonb_populate_record(c, '{"id": 2}') r where c.id = 3;
        update crossfade.quarantine set state = 'OPEN' where source_key in ('id=11', 'id=12', 'id=13');
        update unified.contact set tags = '{11}' where id = 11;
        delete from unified.contact where id = 12;
        insert into unified.contact select r.* from unified.contact c,
          jsonb_populate_record(c, '{"id": 13}') r where c.id = 3;
        update crossfade.quarantine set state = 'SUPERSEDED' where source_key = 'id=14';
        update crossfade.quarantine set payload = replace(payload, '"tags"', '"other"')
          where source_key = 'id=21';
        update crossfade.quarantine set payload = replace(payload, '"id":"15"', '"id":"99"')
          where source_key = 'id=15';
        update unified.contact set bio = 'nobody can tell' where id = 16;
        update crossfade.quarantine set state = 'SUPERSEDED' where id in (
          select min(id) from crossfade.quarantine where entity = 'visit' group by code)
        """);

    JsonNode verify = verify(3);

    assertThat(verify.at("/verdict").asText()).isEqualTo("DIFFERENT");
    assertThat(found(verify, "contact"))
        .containsExactlyInAnyOrder(
            "EXTRA id=1",
            "STALE id=2 tags bio data",
            "STALE id=11 tags",
            "STALE id=12",
            "EXTRA id=13",
            "MISSING id=14",
            "STALE id=15",
            "STALE id=21 data");
    assertThat(found(verify, "visit"))
        .hasSize(2)
        .allMatch(mismatch -> mismatch.startsWith("MISSING "));
  }

  @Test
  @Order(3)
  void rowsWithoutKeyThatGoAwayLeaveNothingParked() throws Exception {
    execute(source, "truncate visit");
    await("truncate")
        .atMost(Duration.ofSeconds(30))
        .until(() -> list("visit").path("items").isEmpty());

    JsonNode visit = entity(verify(3), "visit");

    assertThat(visit.path("verdict").asText()).isEqualTo("EQUAL");
    assertThat(visit.path("parked").asLong()).isZero();
  }

  private static void awaitParked(int rows) {
    await("parked")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(status().at("/quarantined").asInt()).isEqualTo(rows));
  }

  private static JsonNode status() {
    return Crossfade.now(environment(), "status", specification(), "-o", "json").ok().json();
  }

  private static JsonNode list(String entity) {
    return Crossfade.now(
            environment(),
            "quarantine",
            "list",
            specification(),
            "--entity=" + entity,
            "-o",
            "json")
        .ok()
        .json();
  }

  private static JsonNode verify(int exit) {
    Crossfade.Result verify = Crossfade.now(environment(), "verify", specification(), "-o", "json");
    assertThat(verify.exit()).as(verify.err() + verify.out()).isEqualTo(exit);
    return verify.json();
  }

  private static JsonNode entity(JsonNode verify, String name) {
    for (JsonNode each : verify.path("entities")) {
      if (each.path("entity").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no verdict about " + name);
  }

  private static List<String> found(JsonNode verify, String entity) {
    List<String> found = new ArrayList<>();
    for (JsonNode each : entity(verify, entity).path("first")) {
      List<String> words = new ArrayList<>();
      words.add(each.path("kind").asText());
      words.add(each.path("key").asText());
      each.path("columns").forEach(column -> words.add(column.asText()));
      found.add(String.join(" ", words));
    }
    return found;
  }

  private static String specification() {
    return folder.resolve("spec").toString();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_PASSWORD", source.endpoint().password(),
        "CROSSFADE_SOURCE_1_PASSWORD", source.endpoint().password(),
        "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
  }

  private static void execute(EmbeddedService<DatabaseEndpoint> service, String script)
      throws Exception {
    DatabaseEndpoint endpoint = service.endpoint();
    try (Connection connection =
            DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      for (String sql : script.split(";\\s*\\n")) {
        statement.execute(sql);
      }
    }
  }
}
