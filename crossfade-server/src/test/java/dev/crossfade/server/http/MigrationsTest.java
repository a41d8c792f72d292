package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Migrations over the interface: described, begun, paused, followed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MigrationsTest {
  private static final String ALL = "/api/v1/migrations";

  private final Client operator = TestServer.shared().token("operator", Role.OPERATOR);

  @Test
  void afterAFailureTheSameKeyDoesNothingAgain() {
    operator.post("/api/v1/migrations", Shop.named("failed-1")).is(201);
    Client once = operator.with("If-Match", "*").with("Idempotency-Key", "failed-1");
    JdbcClient jdbc = TestServer.shared().server().context().getBean(JdbcClient.class);
    jdbc.sql("ALTER TABLE crossfade.operation RENAME TO operation_away").update();
    try {
      assertThat(once.post("/api/v1/migrations/failed-1:start", null).status()).isEqualTo(500);
    } finally {
      jdbc.sql("ALTER TABLE crossfade.operation_away RENAME TO operation").update();
    }
    assertThat(operator.get("/api/v1/migrations/failed-1").text("phase")).isEqualTo("PREPARING");

    once.post("/api/v1/migrations/failed-1:start", null).problem(409, "CF-6107");
  }

  @Test
  void aDraftIsShownAndDeleted() {
    Answer created = operator.post(ALL, Shop.named("draft-1")).is(201);
    assertThat(created.header("Location")).isEqualTo(ALL + "/draft-1");
    assertThat(created.header("ETag")).isEqualTo("\"v0\"");
    assertThat(created.text("phase")).isEqualTo("DRAFT");
    assertThat(created.text("createdBy")).isEqualTo("user:operator/token:test");
    assertThat(created.json().has("owner")).as("nobody carries it out").isFalse();

    operator.post(ALL, Shop.named("draft-1")).problem(409, "CF-6110");
    JsonNode files = operator.get(ALL + "/draft-1/specification").is(200).json().get("files");
    assertThat(files.get("crossfade.yaml").asString())
        .isEqualTo(Shop.files("draft-1").get("crossfade.yaml"));

    operator.send("DELETE", ALL + "/draft-1", null).problem(428, "CF-6104");
    operator
        .with("If-Match", "\"v7\"")
        .send("DELETE", ALL + "/draft-1", null)
        .problem(412, "CF-6105");
    operator.with("If-Match", "\"v0\"").send("DELETE", ALL + "/draft-1", null).is(204);
    operator.get(ALL + "/draft-1").problem(404, "CF-6103");
    operator.post(ALL, Shop.named("draft-1")).is(201);
  }

  @Test
  void aSpecificationThatCannotBeReadAnyMoreHindersNobodyElse() {
    operator.post(ALL, Shop.named("ageing-1")).is(201);
    operator.post(ALL, Shop.named("ageing-2")).is(201);
    JdbcClient jdbc = TestServer.shared().server().context().getBean(JdbcClient.class);
    for (String name : List.of("ageing-1", "ageing-2")) {
      jdbc.sql(
              "UPDATE crossfade.migration SET files = replace(files::text, 'int64', 'int65')::jsonb,"
                  + " content_hash = 'of-' || name WHERE name = ?")
          .param(name)
          .update();
    }

    assertThat(operator.get(ALL + "?page_size=500").is(200).body()).contains("ageing-1");
    Answer shown = operator.get(ALL + "/ageing-1").is(200);
    assertThat(shown.text("trouble")).startsWith("CF-1010").contains("int65");
    operator.get(ALL + "/ageing-1/specification").is(200);
    Client any = operator.with("If-Match", "*");
    any.send("DELETE", ALL + "/ageing-1", null).is(204);
    any.send("PUT", ALL + "/ageing-2/specification", Shop.named("ageing-2")).is(200);
    assertThat(operator.get(ALL + "/ageing-2").is(200).text("trouble")).isEmpty();
  }

  @Test
  void whatIsWrongWithASpecificationIsToldWhereItIs() {
    Map<String, String> files = Shop.files("wrong-1");
    files.put("entities/lead.yaml", files.get("entities/lead.yaml").replace("int64", "int65"));

    Answer refused = operator.post(ALL, Map.of("files", files)).problem(422, "CF-1010");

    JsonNode flaw = refused.json().get("errors").get(0);
    assertThat(flaw.get("pointer").asString()).isEqualTo("/files/entities~1lead.yaml");
    assertThat(flaw.get("line").asInt()).isEqualTo(6);
    assertThat(flaw.get("column").asInt()).isEqualTo(7);
  }

  @Test
  void anEnvironmentIsLaidOver() {
    Map<String, String> files = Shop.files("unify-${var:region}");
    files.put(
        "overlays/apac.yaml",
        "apiVersion: crossfade.dev/v1\nkind: Overlay\nvars:\n  region: apac\n");

    Answer created = operator.post(ALL, Map.of("files", files, "environment", "apac")).is(201);

    assertThat(created.text("name")).isEqualTo("unify-apac");
    assertThat(created.text("environment")).isEqualTo("apac");
    operator.post(ALL, Map.of("files", files, "environment", "emea")).problem(422, "CF-1027");
  }

  @Test
  void secretsOfTheServerThatAreNotReleasedCannotBeReferredTo() {
    for (String reference : List.of("${env:HOME_SECRET}", "${file:/etc/passwd}")) {
      Map<String, String> files = Shop.files("thief-1");
      files.put(
          "crossfade.yaml", files.get("crossfade.yaml").replace("${env:SHOP_TARGET}", reference));

      operator.post(ALL, Map.of("files", files)).problem(422, "CF-6119");
    }
  }

  @Test
  void whatIsAskedIsRecordedOnConditionOfWhatWasSeen() {
    operator.post(ALL, Shop.named("asked-1")).is(201);
    String one = ALL + "/asked-1";

    operator.post(one + ":start", null).problem(428, "CF-6104");
    operator.with("If-Match", "\"v0\"").post(one + ":pause", null).problem(409, "CF-5051");
    Answer started = operator.with("If-Match", "\"v0\"").post(one + ":start", null).is(202);
    assertThat(started.header("ETag")).isEqualTo("\"v1\"");
    operator.with("If-Match", "\"v0\"").post(one + ":pause", null).problem(412, "CF-6105");

    Answer shown = operator.get(one).is(200);
    assertThat(shown.text("phase")).isEqualTo("PREPARING");
    assertThat(shown.header("ETag")).isEqualTo("\"v1\"");
    assertThat(operator.with("If-None-Match", "\"v1\"").get(one).status()).isEqualTo(304);
    assertThat(operator.get(started.header("Location")).is(200).text("state"))
        .as("nobody carries it out, and it says so")
        .isEqualTo("RUNNING");

    operator.with("If-Match", "*").post(one + ":stop", null).is(202);
    Answer overtaken = operator.get(started.header("Location")).is(200);
    assertThat(overtaken.text("state")).isEqualTo("OVERTAKEN");
    assertThat(overtaken.text("overtakenBy")).isEqualTo("STOP");
    operator.with("If-Match", "*").send("DELETE", one, null).problem(409, "CF-6111");
    operator.with("If-Match", "*").post(one + ":fly", null).problem(404, "CF-6103");
    assertThat(operator.get(one + "/operations").json().get("items")).hasSize(2);
  }

  @Test
  void theSameKeyDoesItOnce() {
    Client once = operator.with("Idempotency-Key", "create-keyed-1");
    String first = once.post(ALL, Shop.named("keyed-1")).is(201).body();
    Answer again = once.post(ALL, Shop.named("keyed-1")).is(201);

    assertThat(again.body()).isEqualTo(first);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("ETag")).isEqualTo("\"v0\"");
    once.post(ALL, Shop.named("keyed-2")).problem(422, "CF-6106");
    operator.with("Idempotency-Key", "a b").post(ALL, Shop.named("x")).problem(400, "CF-6108");

    Client start = operator.with("Idempotency-Key", "start-keyed-1").with("If-Match", "\"v0\"");
    start.post(ALL + "/keyed-1:start", null).is(202);
    start.post(ALL + "/keyed-1:start", null).is(202);
    assertThat(operator.get(ALL + "/keyed-1").json().get("version").asLong()).isEqualTo(1);
  }

  @Test
  void listsComeInPages() {
    for (String name : List.of("page-a", "page-b", "page-c")) {
      operator.post(ALL, Shop.named(name)).is(201);
    }
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          operator
              .get(ALL + "?page_size=2" + (token.isEmpty() ? "" : "&page_token=" + token))
              .is(200)
              .json();
      page.get("items").forEach(item -> seen.add(item.get("name").asString()));
      token = page.path("next_page_token").asString("");
    } while (!token.isEmpty());

    assertThat(seen).isSorted().doesNotHaveDuplicates().contains("page-a", "page-b", "page-c");
    operator.get(ALL + "?page_size=501").problem(400, "CF-6108");
    operator.get(ALL + "?page_size=many").problem(400, "CF-6108");
    operator.get(ALL + "?page_token=%00").problem(400, "CF-6108");
  }

  @Test
  void listsAreFilteredOrderedAndCut() {
    for (String name : List.of("cut-a", "cut-b", "cut-c")) {
      operator.post(ALL, Shop.named(name)).is(201);
    }
    operator.with("If-Match", "*").post(ALL + "/cut-b:start", null).is(202);
    String cut = "filter=name.startsWith(%22cut-%22)";

    assertThat(names(cut)).containsExactly("cut-a", "cut-b", "cut-c");
    assertThat(names(cut + "&order_by=createdAt%20desc"))
        .containsExactly("cut-c", "cut-b", "cut-a");
    assertThat(names(cut + "%20%26%26%20phase==%22DRAFT%22")).containsExactly("cut-a", "cut-c");
    assertThat(names(cut + "%20%26%26%20%22stop%22%20in%20actions")).containsExactly("cut-b");
    JsonNode items = operator.get(ALL + "?fields=phase,name&" + cut).is(200).json().get("items");
    assertThat(items.get(1).toString()).isEqualTo("{\"name\":\"cut-b\",\"phase\":\"PREPARING\"}");
    operator.get(ALL + "?filter=nothing==1").problem(400, "CF-6108");
    operator.get(ALL + "?order_by=nothing").problem(400, "CF-6108");
    assertThat(operator.get(ALL + "?fields=nothing").problem(400, "CF-6108").body())
        .contains("#fields");
    JsonNode first = operator.get(ALL + "?page_size=1&order_by=name&" + cut).is(200).json();
    String token = first.get("next_page_token").asString();
    operator.get(ALL + "?order_by=phase&page_token=" + token).problem(400, "CF-6108");
    operator.get(ALL + "/cut-b/journal?order_by=version%20desc&fields=version").is(200);
    operator.get(ALL + "/cut-b/operations?filter=kind==%22start%22&order_by=createdAt").is(200);
  }

  private List<String> names(String query) {
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      String more = token.isEmpty() ? "" : "&page_token=" + token;
      JsonNode page = operator.get(ALL + "?page_size=1&" + query + more).is(200).json();
      page.get("items").forEach(item -> names.add(item.get("name").asString()));
      token = page.path("next_page_token").asString("");
    } while (!token.isEmpty());
    return names;
  }

  @Test
  void whereNothingCanBeSeenTheProgressSaysWhy() {
    operator.post(ALL, Shop.named("unseen-1")).is(201);

    JsonNode seen = operator.get(ALL + "/unseen-1/progress").is(200).json();

    assertThat(seen.get("phase").asString()).isEqualTo("DRAFT");
    assertThat(seen.get("seenBy").asString()).isEqualTo("JOURNAL");
    assertThat(seen.get("troubles").get(0).get("code").asString()).startsWith("CF-3");
    assertThat(seen.toString()).doesNotContain(TestServer.PLANTED);
  }

  @Test
  void theJournalIsFollowedFromWhereOneWas() throws Exception {
    operator.post(ALL, Shop.named("heard-1")).is(201);
    String one = ALL + "/heard-1";
    operator.with("If-Match", "*").post(one + ":start", null).is(202);
    operator.with("If-Match", "*").post(one + ":pause", null).is(202);

    List<String> lines = new ArrayList<>();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(operator.url() + "/api/v1/events?migration=heard-1"));
    operator.headers().forEach(request::header);
    request.header("Last-Event-ID", "1");
    try (Stream<String> events =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines()).body()) {
      Thread reader = new Thread(() -> events.forEach(line -> add(lines, line)));
      reader.setDaemon(true);
      reader.start();
      Awaitility.await().until(() -> contains(lines, "id:2"));
      operator.with("If-Match", "*").post(one + ":stop", null).is(202);
      Awaitility.await().until(() -> contains(lines, "id:3"));
    }
    assertThat(contains(lines, "id:1")).isFalse();
    assertThat(String.join("\n", lines)).contains("\"by\":\"PAUSE\"").contains("\"by\":\"STOP\"");
    JsonNode journal = operator.get(one + "/journal?page_size=2").is(200).json();
    assertThat(journal.get("items").get(0).get("event").get("by").asString()).isEqualTo("START");
    assertThat(journal.get("items").get(1).get("version").asLong()).isEqualTo(2);
    assertThat(journal.has("next_page_token")).isTrue();
  }

  @Test
  void eventsAreFollowedOnlyFromWhatThereIsAndOnlyByGet() {
    operator.post(ALL, Shop.named("heard-2")).is(201);
    operator.with("If-Match", "*").post(ALL + "/heard-2:start", null).is(202);
    String events = "/api/v1/events?migration=heard-2";

    operator.with("Last-Event-ID", "2").get(events).problem(400, "CF-6108");
    operator.send("HEAD", events, null).is(405);
    operator.send("HEAD", ALL, null).is(200);
  }

  @Test
  void fieldsMayBeNamedTwiceAndInSeveralParameters() {
    operator.post(ALL, Shop.named("fielded-1")).is(201);
    String one = ALL + "?filter=name%3D%3D%22fielded-1%22";

    assertThat(operator.get(one + "&fields=name,name").is(200).json().at("/items/0").toString())
        .isEqualTo("{\"name\":\"fielded-1\"}");
    assertThat(operator.get(one + "&fields=name&fields=phase").is(200).json().at("/items/0").size())
        .isEqualTo(2);
    operator.get(one + "&fields=name,nothing").problem(400, "CF-6108");
  }

  private static void add(List<String> lines, String line) {
    synchronized (lines) {
      lines.add(line);
    }
  }

  private static boolean contains(List<String> lines, String line) {
    synchronized (lines) {
      return lines.contains(line);
    }
  }

  @Test
  void aPlanThatCannotBeMadeSaysWhy() {
    operator.post(ALL, Shop.named("planned-1")).is(201);
    Answer begun = operator.post(ALL + "/planned-1:plan", null).is(202);

    Awaitility.await()
        .until(() -> !operator.get(begun.header("Location")).text("state").equals("RUNNING"));
    JsonNode ended = operator.get(begun.header("Location")).json();

    assertThat(ended.get("state").asString()).isEqualTo("FAILED");
    assertThat(ended.get("error").get("code").asString()).startsWith("CF-2");
    assertThat(ended.toString()).doesNotContain(TestServer.PLANTED);
  }

  @Test
  void requestsThatAreNotAsDescribedAreRefusedWithTheirPlace() {
    operator.post(ALL, "{").problem(400, "CF-6108");
    operator.post(ALL, "[]").problem(400, "CF-6108");
    operator.post(ALL, "{\"files\":{\"crossfade.yaml\":1}}").problem(400, "CF-6108");
    operator.post(ALL, "{\"files\":{},\"files\":{}}").problem(400, "CF-6108");
    operator.post(ALL, "{\"files\":{\"../x\":\"\"}}").problem(400, "CF-6108");
    operator.post(ALL, "{\"files\":{\"crossfade.yaml\":\"\\u0000\"}}").problem(400, "CF-6108");
    operator.with("Content-Type", "multipart/form-data").post(ALL, "x").problem(415, "CF-6113");
    operator.get(ALL + "?=x").problem(400, "CF-6108");
    operator.get(ALL + "?page_size=").problem(400, "CF-6108");
    operator.get(ALL + "/%2e%2e%2fx").problem(400, "CF-6108");
    operator.send("QUERY", ALL, null).problem(405, "CF-6114");
    operator.with("Content-Type", "text/plain").post(ALL, "x").problem(415, "CF-6113");
    Answer unknown = operator.post(ALL, "{\"files\":{},\"fils\":{}}").problem(400, "CF-6108");
    assertThat(unknown.json().get("errors").get(0).get("pointer").asString()).isEqualTo("/fils");
    operator
        .post(ALL, "{\"files\":{\"a\":\"" + "x".repeat(9 << 20) + "\"}}")
        .problem(413, "CF-6112");
  }

  /** Tomcat itself refuses it, before anything of ours. */
  @Test
  void anAddressThatIsTooLongIsAProblemLikeOthers() {
    String path = ALL + "?filter=" + "x".repeat(20_000);

    Answer refused = operator.get(path).problem(400, "CF-6108");
    assertThat(refused.text("instance")).isEqualTo("/");
  }
}
