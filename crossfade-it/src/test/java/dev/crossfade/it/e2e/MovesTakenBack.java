package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;

/** Takes moves of a server's clients back over its interface, and leaves them where they were. */
final class MovesTakenBack {

  private static final String PATH = "/api/v1/migrations/" + Served.NAME;
  private static final String WISH = "{\"unrehearsed\": true}";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** By then whoever is to take it back has begun. */
  private static final Duration HEARD = Duration.ofSeconds(5);

  private final Served served;

  MovesTakenBack(Served served) {
    this.served = served;
  }

  private HttpResponse<String> sent(String action, String body) {
    String key = UUID.randomUUID().toString();
    return served.send(
        "POST", PATH + ":" + action, body, Map.of("Idempotency-Key", key, "If-Match", "*"));
  }

  private JsonNode operation(String id) {
    return served.http("GET", "/api/v1/operations/" + id, null);
  }

  private JsonNode ended(HttpResponse<String> begun) {
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String id = Served.json(begun).path("id").asText();
    await("the end of " + id)
        .atMost(PATIENCE)
        .until(() -> !operation(id).path("state").asText().equals("RUNNING"));
    return operation(id);
  }

  private String phase() {
    return served.http("GET", PATH, null).path("phase").asText();
  }

  /** A second wish in line is refused, and the first comes to nothing. */
  void whileTheListIsMade() {
    long before = served.http("GET", PATH, null).path("version").asLong();
    HttpResponse<String> first = sent("cut-over", WISH);
    HttpResponse<String> second = sent("cut-over", WISH);
    HttpResponse<String> abort = sent("abort", null);

    assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
    assertThat(second.body()).contains("CF-6127");
    JsonNode withdrawn = ended(abort);
    assertThat(withdrawn.path("state").asText()).as(withdrawn.toString()).isEqualTo("SUCCEEDED");
    String id = Served.json(first).path("id").asText();
    assertThat(withdrawn.at("/result/withdrawn/0").asText()).isEqualTo(id);
    assertThat(withdrawn.at("/result/epoch").asLong()).isZero();
    JsonNode wish = ended(first);
    assertThat(wish.path("state").asText()).isEqualTo("FAILED");
    assertThat(wish.at("/error/code").asText()).isEqualTo("CF-6128");
    assertThat(served.http("GET", PATH, null).path("version").asLong()).isEqualTo(before);
    JsonNode nothing = ended(sent("abort", null));
    assertThat(nothing.at("/error/code").asText()).isEqualTo("CF-6093");
  }

  /** It cannot be armed while a transaction is open that began before. */
  void whileTheWayBackIsArmed(DatabaseEndpoint target) throws Exception {
    HttpResponse<String> wish;
    HttpResponse<String> abort;
    try (Connection open =
            DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password());
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("set application_name = 'crossfade-kit'");
      statement.execute("select pg_current_xact_id()");
      wish = sent("cut-over", WISH);
      await("it is under way").atMost(PATIENCE).until(() -> phase().equals("CUTOVER"));
      abort = sent("abort", null);
      heard(abort);
      open.rollback();
    }
    JsonNode taken = ended(abort);

    assertThat(taken.path("state").asText()).as(taken.toString()).isEqualTo("SUCCEEDED");
    assertThat(taken.at("/result/epoch").asLong()).isPositive();
    assertThat(taken.at("/result/writes").asText()).isEqualTo("legacy");
    await("live again").atMost(PATIENCE).until(() -> phase().equals("LIVE"));
    assertThat(ended(wish).path("state").asText()).isEqualTo("FAILED");
  }

  /** Whoever arms the way back may wait for the transaction, so nobody waits long for him here. */
  private void heard(HttpResponse<String> abort) {
    String id = Served.json(abort).path("id").asText();
    try {
      await("the end of " + id)
          .atMost(HEARD)
          .until(() -> !operation(id).path("state").asText().equals("RUNNING"));
    } catch (ConditionTimeoutException e) {
      assertThat(phase()).isEqualTo("CUTOVER");
    }
  }
}
