package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.cutover.SwitchProof;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Operations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked for about clients that are moved, or were: to stay, for how long, by what. */
class CrossingCareTest {

  private static final TestServer SERVER = TestServer.shared();

  private static Client operator() {
    return SERVER.token("operator", Role.OPERATOR).with("If-Match", "*");
  }

  private static String at(String name, Phase phase) {
    SERVER.begin(name);
    SignOffsTest.record(name, new Event.Entered(phase, Trigger.FINISHED));
    return "/api/v1/migrations/" + name;
  }

  @Test
  void aWishInLineIsTakenBackAndWhoeverLeftItKeepsNobodyBack() {
    String path = at("care-1", Phase.LIVE);
    String id = UUID.randomUUID().toString();
    Instant now = Instant.now();
    SERVER
        .part(Operations.class)
        .add(Operation.begun(id, "cut-over", "care-1", "anna", now, 0, now.plusSeconds(60)));
    Client approver = SERVER.token("approver", Role.APPROVER).with("If-Match", "*");

    approver.post(path + ":cut-over", null).is(202);
    Answer abort = operator().post(path + ":abort", null).is(202);

    assertThat(abort.text("kind")).isEqualTo("abort");
    JsonNode taken = operator().get(abort.header("Location")).is(200).json();
    assertThat(taken.path("state").asString()).as("no database is there").isEqualTo("SUCCEEDED");
    assertThat(taken.at("/result/withdrawn").toString()).contains(id);
    assertThat(taken.at("/result/writes").asString()).isEqualTo("legacy");
    JsonNode withdrawn = operator().get("/api/v1/operations/" + id).is(200).json();
    assertThat(withdrawn.path("state").asString()).isEqualTo("FAILED");
    assertThat(withdrawn.at("/error/code").asString()).isEqualTo("CF-6128");
  }

  @Test
  void whereNobodyIsMovedNothingIsTakenBackThoughNoDatabaseAnswers() {
    String path = at("care-2", Phase.LIVE);
    String location = operator().post(path + ":abort", null).is(202).header("Location");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !operator().get(location).text("state").equals("RUNNING"));

    JsonNode ended = operator().get(location).json();
    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(ended.at("/error/code").asString()).isEqualTo("CF-6093");
  }

  @Test
  void theWayBackIsKeptOpenForLonger() {
    String path = at("care-3", Phase.WINDOW);
    Map<String, Object> more = Map.of("hours", 12, "reason", "month end");
    long before = operator().get(path).json().path("version").asLong();

    operator().without("If-Match").post(path + "/window:extend", more).problem(428, "CF-6104");
    operator()
        .with("If-Match", "\"v1\"")
        .post(path + "/window:extend", more)
        .problem(412, "CF-6105");
    for (Object hours : new Object[] {0, -1, 8761, "12", 1.5}) {
      Map<String, Object> bad = Map.of("hours", hours, "reason", "month end");
      operator().post(path + "/window:extend", bad).problem(400, "CF-6108");
    }
    operator().post(path + "/window:extend", Map.of("hours", 1)).problem(400, "CF-6108");
    Client once = operator().with("Idempotency-Key", "care-3");
    Answer extended = once.post(path + "/window:extend", more).is(200);
    once.post(path + "/window:extend", more).is(200);

    assertThat(extended.json().path("version").asLong()).isEqualTo(before + 1);
    assertThat(extended.header("ETag")).isEqualTo("\"v" + (before + 1) + "\"");
    JsonNode items = operator().get(path + "/journal").is(200).json().path("items");
    assertThat(items).hasSize((int) before + 1);
    assertThat(items.path((int) before).toString())
        .contains("WindowExtended", "12", "month end", "user:operator");
  }

  @Test
  void whereNobodyWasMovedThereIsNoWindow() {
    String path = at("care-4", Phase.LIVE);
    Map<String, Object> more = Map.of("hours", 12, "reason", "month end");

    operator().post(path + "/window:extend", more).problem(409, "CF-5051");
  }

  private static void moved(String name, Side to, Side end, long epoch) {
    CrossingReport report =
        new CrossingReport(
            new Passage("p" + epoch, to),
            epoch,
            Instant.parse("2026-11-26T08:00:00Z"),
            Duration.ofMillis(420),
            Map.of(),
            end,
            "",
            SwitchProof.NONE);
    StepKind step = to == Side.NEW ? StepKind.CROSS : StepKind.CROSS_BACK;
    SignOffsTest.record(name, new Event.Done(step, 1, report.text()));
  }

  @Test
  void movesThatCameAcrossAreListedTheLatestFirst() {
    String path = at("care-5", Phase.WINDOW);
    Client viewer = SERVER.token("viewer", Role.VIEWER);
    assertThat(viewer.get(path + "/certificates").is(200).json().path("items")).isEmpty();
    moved("care-5", Side.NEW, Side.NEW, 7);
    moved("care-5", Side.LEGACY, Side.LEGACY, 9);

    JsonNode first = viewer.get(path + "/certificates?page_size=1").is(200).json();
    JsonNode all = viewer.get(path + "/certificates").is(200).json().path("items");

    assertThat(first.path("items")).hasSize(1);
    assertThat(first.path("items").path(0)).isEqualTo(all.path(0));
    String next = first.path("next_page_token").asString();
    JsonNode second =
        viewer.get(path + "/certificates?page_size=1&page_token=" + next).is(200).json();
    assertThat(second.path("items").path(0)).isEqualTo(all.path(1));
    assertThat(all).hasSize(2);
    assertThat(all.path(0).path("to").asString()).isEqualTo("legacy");
    assertThat(all.path(0).path("epoch").asLong()).isEqualTo(9);
    assertThat(all.path(1).path("pauseMillis").asLong()).isEqualTo(420);
    long version = all.path(1).path("version").asLong();
    viewer.get(path + "/certificates/" + version).problem(403, "CF-6102");
    Client operator = SERVER.token("operator", Role.OPERATOR);
    operator.get(path + "/certificates/" + version).problem(503, "CF-2002");
    operator.get(path + "/certificates/1").problem(404, "CF-6103");
    operator.get(path + "/certificates/latest").problem(404, "CF-6103");
  }
}
