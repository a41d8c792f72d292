package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Repairs asked for over the interface. */
class RepairsTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String REPAIRS = "/api/v1/migrations/repaired-1/repairs";
  private static final String WHY = "edited by hand";
  private static Client operator;

  @BeforeAll
  static void describe() {
    operator = SERVER.token("operator", Role.OPERATOR);
    operator.post("/api/v1/migrations", Map.of("files", Shop.files("repaired-1"))).is(201);
  }

  private static Map<String, Object> wish(String which, List<String> keys) {
    return Map.of("entity", "lead", "which", which, "keys", keys, "reason", WHY);
  }

  @Test
  void whatSaysNotWhichRowsIsRefused() {
    operator.post(REPAIRS, Map.of("entity", "lead", "reason", WHY)).is(400);
    operator.post(REPAIRS, Map.of("entity", "lead", "which", "ALL")).is(400);
    operator.post(REPAIRS, wish("SOME", List.of())).is(400);
    JsonNode refused = operator.post(REPAIRS, wish("KEYS", List.of())).is(400).json();
    assertThat(refused.path("code").asString()).isEqualTo("CF-6108");
    assertThat(refused.toString()).contains("/keys");
    operator.post(REPAIRS, wish("ALL", List.of("id=1"))).is(400);
    operator.post(REPAIRS, wish("KEYS", Collections.nCopies(1_001, "id=1"))).is(400);
    operator.post("/api/v1/migrations/nobody-1/repairs", wish("ALL", List.of())).is(404);
    operator.get(REPAIRS + "/x").is(404);
  }

  @Test
  void onlyOperatorsAsk() {
    SERVER.token("viewer", Role.VIEWER).post(REPAIRS, wish("ALL", List.of())).is(403);
  }

  @Test
  void whatCannotBeAskedForIsAnOperationThatFailed() {
    String location = operator.post(REPAIRS, wish("ALL", List.of())).is(202).header("Location");
    Awaitility.await().until(() -> !operator.get(location).text("state").equals("RUNNING"));

    JsonNode ended = operator.get(location).json();
    assertThat(ended.path("kind").asString()).isEqualTo("repair");
    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(ended.path("error").path("code").asString()).startsWith("CF-");
  }
}
