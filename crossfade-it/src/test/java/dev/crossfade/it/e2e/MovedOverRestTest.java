package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of a server's migration are moved and back over its interface, by the very list that
 * commands go by: whatever does not pass keeps them where they are, and nothing is asked for.
 */
@Tag("long")
class MovedOverRestTest {

  private static final String PATH = "/api/v1/migrations/" + Served.NAME;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void whatDoesNotPassKeepsClientsAndWhatPassesMovesThem() throws Exception {
    try (MovableShop shop =
        new MovableShop(folder, "maxTransactionSeconds: 1", "maxLagMillis: 10000")) {
      Served served = new Served(folder, shop.environment());
      Crossfade server = served.start();
      try {
        served.begin(server, Path.of(shop.specification()));
        served.ask("migration", "start", Served.NAME);
        served.reaches(server, Set.of("LIVE"));
        served.ask("migration", "verify", Served.NAME, "--wait");
        served.ask("migration", "check", "run", Served.NAME);

        nobodyHasGoneBackYet(served);
        somebodyIsInFlight(served, shop);
        MovesTakenBack taken = new MovesTakenBack(served);
        taken.whileTheListIsMade();
        taken.whileTheWayBackIsArmed(shop.target.endpoint());
        moved(served, "cut-over", "WINDOW", "--unrehearsed");
        keptOpenForLonger(served);
        Rows.execute(
            shop.target.endpoint(), "update unified.contact set name = 'moved' where id = 9");
        broughtBack(served);
        assertThat(Rows.text(shop.crm.endpoint(), "select name from contact where id = 9"))
            .isEqualTo("moved");
        passes(served, "new");
        moved(served, "cut-over", "WINDOW");
        certified(served);
      } finally {
        server.stop();
      }
    }
  }

  private static void keptOpenForLonger(Served served) {
    long before = secondsLeft(served);
    String[] extend = {"migration", "window", "extend", Served.NAME, "--hours=5", "--reason=month"};
    served.ask(extend);
    await("the window is longer")
        .atMost(PATIENCE)
        .until(() -> secondsLeft(served) > before + Duration.ofHours(4).toSeconds());
  }

  private static long secondsLeft(Served served) {
    JsonNode progress = served.http("GET", PATH + "/progress", null);
    return progress.at("/wayBack/windowLeftSeconds").asLong();
  }

  /** Of each move that came across, the latest first; nothing but the key is needed to check it. */
  private static void certified(Served served) throws Exception {
    String[] list = {"migration", "certificates", "list", Served.NAME, "-o", "json"};
    JsonNode moves = served.ask(list).json().path("items");
    assertThat(moves.findValuesAsText("to")).containsExactly("new", "legacy", "new");
    String key = Files.readAllLines(Path.of(served.file("server"), "audit", "key")).get(0);
    String latest = served.file("latest.cert");
    served.ask("migration", "certificates", "fetch", Served.NAME, "--file=" + latest);
    assertThat(verified(latest, key))
        .contains("INTACT", "moved to the new stack", "contact EQUAL", "production added up to")
        .contains("specification, when signed:");
    String back = served.file("back.cert");
    String move = "--move=" + moves.path(1).path("version").asLong();
    served.ask("migration", "certificates", "fetch", Served.NAME, "--file=" + back, move);
    assertThat(verified(back, key))
        .contains("INTACT", "moved to the legacy stack", "specification, when signed:");
  }

  private static String verified(String file, String key) {
    return Crossfade.now(Map.of(), "cutover", "verify", file, "--key", key).ok().out();
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(each -> names.add(each.asText()));
    return names;
  }

  private static void nobodyHasGoneBackYet(Served served) {
    await("all else passes")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(names(list(served, "new").path("hindrances")))
                    .containsExactly("rehearsal"));
    assertThat(refused(served)).containsExactly("rehearsal");
  }

  /** It is longer than a second until it is asked for. */
  private static void somebodyIsInFlight(Served served, MovableShop shop) throws Exception {
    DatabaseEndpoint crm = shop.crm.endpoint();
    try (Connection writer =
            DriverManager.getConnection(crm.jdbcUrl(), crm.user(), crm.password());
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("update contact set name = 'open' where id = 1");
      await("it is old")
          .atMost(PATIENCE)
          .until(
              () ->
                  Rows.number(
                          crm,
                          "select count(*) from pg_stat_activity where state = 'idle in transaction'"
                              + " and clock_timestamp() - xact_start > interval '1.2 s'")
                      > 0);
      assertThat(refused(served, "--unrehearsed")).contains("transactions crm");
      writer.rollback();
    }
  }

  /** What keeps clients where they are, of which nothing is in the journal. */
  private static List<String> refused(Served served, String... options) {
    long before = served.show().path("version").asLong();
    List<String> command =
        new ArrayList<>(List.of("migration", "cut-over", Served.NAME, "-o", "json"));
    command.addAll(List.of(options));
    Crossfade.Result result = Crossfade.now(served.environment(), command.toArray(String[]::new));
    assertThat(result.exit()).as(result.err() + result.out()).isEqualTo(4);
    assertThat(result.err()).contains("CF-6090");
    JsonNode operation = result.json();
    assertThat(operation.path("state").asText()).isEqualTo("FAILED");
    assertThat(operation.at("/error/code").asText()).isEqualTo("CF-6090");
    assertThat(operation.at("/result/go").asBoolean(true)).isFalse();
    JsonNode after = served.show();
    assertThat(after.path("version").asLong()).isEqualTo(before);
    assertThat(after.path("phase").asText()).isEqualTo("LIVE");
    return names(operation.at("/result/hindrances"));
  }

  private static void moved(Served served, String action, String phase, String... options) {
    List<String> command =
        new ArrayList<>(List.of("migration", action, Served.NAME, "--wait", "-o", "json"));
    command.addAll(List.of(options));
    await(action)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> Crossfade.now(served.environment(), command.toArray(String[]::new)).ok());
    assertThat(served.show().path("phase").asText()).isEqualTo(phase);
  }

  /** Sent twice by somebody who got no answer; who does not say which state he saw is refused. */
  private static void broughtBack(Served served) {
    List<String> items = passes(served, "legacy").findValuesAsText("item");
    assertThat(items)
        .contains("clocks", "return crm", "return ads")
        .noneMatch(item -> item.startsWith("clocks "))
        .doesNotContain("rehearsal", "change-window");
    HttpResponse<String> blind =
        served.send("POST", PATH + ":roll-back", null, Map.of("Idempotency-Key", "blind"));
    assertThat(blind.statusCode()).as(blind.body()).isEqualTo(428);
    Map<String, String> twice = Map.of("Idempotency-Key", "twice", "If-Match", "*");
    HttpResponse<String> first = served.send("POST", PATH + ":roll-back", null, twice);
    HttpResponse<String> second = served.send("POST", PATH + ":roll-back", null, twice);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    String id = Served.json(first).path("id").asText();
    assertThat(Served.json(second).path("id").asText()).isEqualTo(id);
    served.ask("operation", "show", id, "--wait");
    assertThat(served.show().path("phase").asText()).isEqualTo("LIVE");
  }

  private static JsonNode passes(Served served, String to) {
    JsonNode[] list = new JsonNode[1];
    await("go to " + to)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              list[0] = list(served, to);
              assertThat(list[0].path("go").asBoolean()).as(list[0].toString()).isTrue();
            });
    return list[0];
  }

  private static JsonNode list(Served served, String to) {
    Crossfade.Result result =
        Crossfade.now(
            served.environment(),
            "migration",
            "preflight",
            Served.NAME,
            "--to=" + to,
            "-o",
            "json");
    assertThat(result.exit()).as(result.err()).isIn(0, 4);
    return result.json();
  }
}
