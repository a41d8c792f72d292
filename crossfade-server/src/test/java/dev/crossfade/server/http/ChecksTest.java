package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Checks of a migration's data over the interface. */
class ChecksTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final String CHECKS = "/api/v1/migrations/checked-1/checks";
  private static Client operator;

  @BeforeAll
  static void describe() {
    operator = SERVER.token("operator", Role.OPERATOR);
    operator.post("/api/v1/migrations", Map.of("files", Shop.files("checked-1"))).is(201);
  }

  @Test
  void tellsWhichChecksThereAreWithoutAnyDatabase() {
    JsonNode plan = operator.get(CHECKS + "/plan").is(200).json();

    assertThat(plan.path("migration").asString()).isEqualTo("checked-1");
    List<String> ids =
        plan.path("nodes").valueStream().map(node -> node.path("id").asString()).toList();
    assertThat(ids).anyMatch(id -> id.endsWith("/counts")).contains("report");
    assertThat(plan.path("edges")).isNotEmpty();
  }

  @Test
  void whatThereIsNotIsRefusedBeforeAnythingIsLookedAt() {
    operator.get(CHECKS + "/history?check=nobody/counts").is(404);
    operator.post(CHECKS + ":run", Map.of("checks", List.of("nobody/counts"))).is(404);
    operator.post(CHECKS + ":run", Map.of("entity", "nobody", "checks", List.of())).is(404);
    operator.post(CHECKS + ":run", Map.of("checks", List.of("no check; at all"))).is(400);
    Client approver = SERVER.token("approver", Role.APPROVER);
    Map<String, Object> unknown = Map.of("check", "nobody/counts", "reason", "I know");
    approver.post(CHECKS + ":override", unknown).is(404);
    operator.post(CHECKS + ":override", unknown).is(403);
  }

  /** It opens a gate, so it is meant for the state that somebody saw, as everything that does. */
  @Test
  void whoAnswersForACheckSaysOfWhichState() {
    String known =
        operator.get(CHECKS + "/plan").is(200).json().path("nodes").path(0).path("id").asString();
    Client approver = SERVER.token("approver", Role.APPROVER);
    assertThat(
            approver
                .post(CHECKS + ":override", Map.of("check", known, "reason", "I know"))
                .is(428)
                .text("code"))
        .isEqualTo("CF-6104");
  }

  @Test
  void whatCannotBeAskedIsAnOperationThatFailed() {
    String location = operator.post(CHECKS + ":run", Map.of()).is(202).header("Location");
    Awaitility.await().until(() -> !operator.get(location).text("state").equals("RUNNING"));

    JsonNode ended = operator.get(location).json();
    assertThat(ended.path("kind").asString()).isEqualTo("check");
    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(ended.path("error").path("code").asString()).startsWith("CF-");
  }
}
