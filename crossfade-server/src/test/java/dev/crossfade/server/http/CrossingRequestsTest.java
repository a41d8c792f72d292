package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.server.security.Role;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients are to be moved over the interface: what is refused at once, and what a list decides. */
class CrossingRequestsTest {

  private static final TestServer SERVER = TestServer.shared();

  private static Client approver() {
    return SERVER.token("approver", Role.APPROVER).with("If-Match", "*");
  }

  private static String described(String name) {
    SERVER.token("operator", Role.OPERATOR).post("/api/v1/migrations", Shop.named(name)).is(201);
    return "/api/v1/migrations/" + name;
  }

  /** As its owner would have recorded it. */
  private static String live(String name) {
    String path = described(name);
    SERVER
        .token("operator", Role.OPERATOR)
        .with("If-Match", "*")
        .post(path + ":start", null)
        .is(202);
    SignOffsTest.record(name, new Event.Entered(Phase.LIVE, Trigger.FINISHED));
    return path;
  }

  @Test
  void whatThePhaseForbidsIsRefusedBeforeAnyDatabaseIsAsked() {
    String path = described("crossing-1");
    approver().post(path + ":cut-over", null).problem(409, "CF-5051");
    approver().post(path + ":roll-back", null).problem(409, "CF-5051");
    assertThat(approver().get(path + "/operations").is(200).json().path("items")).isEmpty();
  }

  @Test
  void whoSawAnotherStateOrSaysItBadlyIsRefused() {
    String path = live("crossing-2");
    approver().without("If-Match").post(path + ":cut-over", null).problem(428, "CF-6104");
    approver().with("If-Match", "\"v1\"").post(path + ":cut-over", null).problem(412, "CF-6105");
    approver().post(path + ":cut-over", Map.of("force", true)).problem(400, "CF-6108");
    approver().post(path + ":cut-over", Map.of("unrehearsed", "yes")).problem(400, "CF-6108");
    assertThat(approver().get(path).json().path("phase").asString()).isEqualTo("LIVE");
  }

  @Test
  void backTheyGoWhateverTheListWouldSay() {
    String path = live("crossing-4");
    SignOffsTest.record("crossing-4", new Event.Entered(Phase.WINDOW, Trigger.FINISHED));
    Answer begun = approver().with("If-Match", "*").post(path + ":roll-back", null).is(202);
    assertThat(begun.text("kind")).isEqualTo("roll-back");
    assertThat(begun.text("phase")).isEqualTo("ROLLBACK");
    assertThat(approver().get(path).text("phase")).isEqualTo("ROLLBACK");
  }

  @Test
  void whereTheListCannotBeMadeNothingIsAskedFor() {
    String path = live("crossing-3");
    long before = approver().get(path).json().path("version").asLong();
    Client once = approver().with("Idempotency-Key", "crossing-3");
    Answer begun = once.post(path + ":cut-over", Map.of("unrehearsed", true)).is(202);
    assertThat(begun.text("kind")).isEqualTo("cut-over");
    assertThat(begun.header("ETag")).isEqualTo("\"v" + before + "\"");
    Answer again = once.post(path + ":cut-over", Map.of("unrehearsed", true)).is(202);
    assertThat(again.text("id")).isEqualTo(begun.text("id"));
    once.post(path + ":cut-over", null).problem(422, "CF-6106");

    String location = begun.header("Location");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !approver().get(location).text("state").equals("RUNNING"));
    JsonNode ended = approver().get(location).json();

    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(ended.at("/error/code").asString()).isEqualTo("CF-2002");
    JsonNode after = approver().get(path).json();
    assertThat(after.path("version").asLong()).isEqualTo(before);
    assertThat(after.path("phase").asString()).isEqualTo("LIVE");
    assertThat(approver().get(path + "/operations").json().path("items")).hasSize(2);
  }
}
