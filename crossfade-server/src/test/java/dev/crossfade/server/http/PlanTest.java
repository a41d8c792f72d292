package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.server.output.Json;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.Planning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan over the interface is the plan that the command line makes. */
class PlanTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Map<String, String> SECRETS =
      Map.of("SHOP_PASSWORD", TestServer.PLANTED, "SHOP_TARGET", TestServer.PLANTED);

  @Test
  void isTheOneThatTheCommandLineMakes(@TempDir Path folder) throws Exception {
    Map<String, String> files = shop("real-1");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Client operator = SERVER.token("operator", Role.OPERATOR);
    operator.post("/api/v1/migrations", Map.of("files", files)).is(201);
    JsonNode ended = plan(operator);

    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
    assertThat(ended.toString()).doesNotContain(TestServer.PLANTED);
    try (Connected connected = Connected.open(folder, SECRETS)) {
      String expected = Json.text(Planning.of(connected).served().document());
      assertThat(ended.path("result")).isEqualTo(JsonMapper.shared().readTree(expected));
    }
    assertThat(ended.path("result").path("next_steps").toString())
        .isEqualTo("[\"crossfade migration show real-1\"]");
    assertThat(kinds(ended)).startsWith("PREPARE_TARGET", "OPEN_LOG").doesNotContain("REST");
    Client hasty = operator.with("If-Match", "*");
    hasty.post("/api/v1/migrations/real-1:start", null).is(202);
    hasty.post("/api/v1/migrations/real-1:pause", null).is(202);
    assertThat(kinds(plan(operator))).startsWith("REST", "PREPARE_TARGET", "OPEN_LOG");
  }

  /** By the journal that is not there it would be the plan of a first run. */
  @Test
  void thereIsNoneForACommandOfWhatAServerCarriesOut(@TempDir Path folder) throws Exception {
    SERVER.part(JdbcClient.class).sql("CREATE DATABASE served").update();
    Map<String, String> files = shop("served-1");
    files.computeIfPresent("crossfade.yaml", (name, text) -> text.replace("/unified", "/served"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    assertThat(Planning.ofDatabases(folder, SECRETS).plan().steps()).isNotEmpty();
    try (Connected connected = Connected.open(folder, SECRETS)) {
      connected.target().fence(1, "crossfade.dev/audit/of-the-server");
    }

    assertThatThrownBy(() -> Planning.ofDatabases(folder, SECRETS)).hasMessageContaining("CF-6022");
    assertThatThrownBy(() -> Planning.ofEither(folder, SECRETS)).hasMessageContaining("CF-6022");
  }

  private static JsonNode plan(Client operator) {
    String location =
        operator.post("/api/v1/migrations/real-1:plan", null).is(202).header("Location");
    Awaitility.await().until(() -> !operator.get(location).text("state").equals("RUNNING"));
    return operator.get(location).json();
  }

  private static List<String> kinds(JsonNode ended) {
    List<String> kinds = new ArrayList<>();
    ended.path("result").path("steps").forEach(step -> kinds.add(step.path("kind").asString()));
    return kinds;
  }

  @Test
  void aFileThatBecameALinkElsewhereIsNotRead(@TempDir Path elsewhere) throws Exception {
    Path file = SERVER.released().resolve("linked");
    Files.writeString(file, "harmless");
    Map<String, String> files = Shop.files("linked-1");
    files.computeIfPresent(
        "crossfade.yaml",
        (key, text) -> text.replace("${env:SHOP_PASSWORD}", "${file:" + file + "}"));
    Client operator = SERVER.token("operator", Role.OPERATOR);
    operator.post("/api/v1/migrations", Map.of("files", files)).is(201);
    assertThat(error(operator)).doesNotContain("CF-6119");
    Path stolen = Files.writeString(elsewhere.resolve("stolen"), TestServer.PLANTED);
    Files.delete(file);
    Files.createSymbolicLink(file, stolen);

    assertThat(error(operator)).contains("CF-6119").doesNotContain(TestServer.PLANTED);
  }

  @Test
  void whatWasNotPublishedHasNoListAndWhatIsAskedBadlyAsksNoDatabase() {
    Client operator = SERVER.token("operator", Role.OPERATOR);
    operator.post("/api/v1/migrations", Shop.named("unpublished-1")).is(201);
    String path = "/api/v1/migrations/unpublished-1";
    operator.get(path + "/conflicts").problem(503, "CF-3001");
    operator.get(path + "/conflicts?page_size=0").problem(400, "CF-6108");
    Map<String, Object> wish = Map.of("ids", List.of("stray-1"), "reason", "seen to it");
    operator.post(path + "/conflicts:settle", wish).problem(503, "CF-3001");
    operator.post(path + ":preflight", Map.of("to", "nowhere")).problem(400, "CF-6108");
    assertThat(error(operator, path + ":preflight")).contains("CF-");
  }

  /** What was meant is settled by now, or never was there; nothing is on record. */
  @Test
  void whereNothingWaitsNothingIsSettled() {
    Client operator = SERVER.token("operator", Role.OPERATOR);
    operator.post("/api/v1/migrations", Map.of("files", shop("calm-1"))).is(201);
    String conflicts = "/api/v1/migrations/calm-1/conflicts";
    assertThat(operator.get(conflicts).is(200).json().path("items")).isEmpty();
    Map<String, Object> wish = Map.of("ids", List.of("stray-1"), "reason", "seen to it");
    operator.post(conflicts + ":settle", wish).problem(409, "CF-6061");
  }

  private static String error(Client operator) {
    return error(operator, "/api/v1/migrations/linked-1:plan");
  }

  private static String error(Client operator, String work) {
    String location = operator.post(work, Map.of()).is(202).header("Location");
    Awaitility.await().until(() -> !operator.get(location).text("state").equals("RUNNING"));
    return operator.get(location).json().path("error").toString();
  }

  /** A shop in two databases of the control store's server. */
  @BeforeAll
  static void create() {
    JdbcClient jdbc = SERVER.server().context().getBean(JdbcClient.class);
    jdbc.sql("CREATE ROLE shop SUPERUSER LOGIN PASSWORD '" + TestServer.PLANTED + "'").update();
    jdbc.sql("CREATE DATABASE crm").update();
    jdbc.sql("CREATE DATABASE unified").update();
    DriverManagerDataSource crm =
        new DriverManagerDataSource(
            "jdbc:postgresql://" + address() + "/crm", "shop", TestServer.PLANTED);
    JdbcClient.create(crm).sql("CREATE TABLE leads (id bigint PRIMARY KEY)").update();
  }

  private static String address() {
    ControlSettings store = SERVER.server().context().getBean(ControlStorage.class).settings();
    return store.host() + ":" + store.port();
  }

  private static Map<String, String> shop(String name) {
    Map<String, String> files = Shop.files(name);
    files.put(
        "crossfade.yaml",
        files
            .get("crossfade.yaml")
            .replace("127.0.0.1:1", address())
            .replace("user: crossfade", "user: shop"));
    return files;
  }
}
