package dev.crossfade.it.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.cli.client.Contexts;
import dev.crossfade.core.traffic.Side;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Asks servers to move clients, as people do. */
final class Mover {

  /** Something of the list did not pass. */
  static final int NO_GO = -1;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration MOMENT = Duration.ofMillis(50);

  private static final String MIGRATION = "/api/v1/migrations/" + Lookout.NAME;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String token;
  private volatile String refusal = "";

  Mover(Map<String, String> environment) throws IOException {
    this.token = new Contexts(environment).use("").token();
  }

  /**
   * Asks for it, and waits until that is in the journal, or something of the list does not pass.
   *
   * @return the answer's status; {@link #NO_GO}; 0 when there was no answer
   */
  int ask(URI server, Side to) throws InterruptedException {
    try {
      String what = to == Side.NEW ? "cut-over" : "roll-back";
      HttpResponse<String> answer = sent(server, "POST", MIGRATION + ":" + what);
      return answer.statusCode() == 202 ? recorded(server, id(answer)) : answer.statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String id(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body()).path("id").asText();
  }

  private int recorded(URI server, String id) throws IOException, InterruptedException {
    while (true) {
      JsonNode operation = operation(server, id);
      if (operation.has("error")) {
        refusal = operation.path("error").toString();
        return NO_GO;
      } else if (operation.has("phase") || !operation.path("state").asText().equals("RUNNING")) {
        return 202;
      }
      Thread.sleep(50);
    }
  }

  /** Why nobody was moved when something of the list did not pass. */
  String refusal() {
    return refusal;
  }

  /**
   * Asks for the move under way to be taken back, again for as long as that is to be tried again;
   * the operation's id.
   */
  String abort(URI server) throws IOException {
    HttpResponse<String> answer =
        await("the answer to taking a move back")
            .atMost(PATIENCE)
            .pollInterval(MOMENT)
            .until(
                () -> sent(server, "POST", MIGRATION + ":abort"), each -> each.statusCode() != 503);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return id(answer);
  }

  /** An operation as it has ended. */
  JsonNode ended(URI server, String id) {
    return await("the end of operation " + id)
        .atMost(PATIENCE)
        .pollInterval(MOMENT)
        .until(() -> operation(server, id), each -> !each.path("state").asText().equals("RUNNING"));
  }

  private JsonNode operation(URI server, String id) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(sent(server, "GET", "/api/v1/operations/" + id).body());
  }

  /** What a server tells of the migration. */
  JsonNode progress(URI server) throws IOException, InterruptedException {
    HttpResponse<String> answer = sent(server, "GET", MIGRATION + "/progress");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private HttpResponse<String> sent(URI server, String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("If-Match", "*")
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
