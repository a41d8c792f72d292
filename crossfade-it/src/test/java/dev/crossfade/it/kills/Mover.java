package dev.crossfade.it.kills;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static final String MIGRATION = "/api/v1/migrations/" + Lookout.NAME;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String token;

  Mover(Map<String, String> environment) throws IOException {
    this.token = new Contexts(environment).use("").token();
  }

  /**
   * Asks for it.
   *
   * @return the answer's status; 0 when there was none
   */
  int ask(URI server, Side to) throws InterruptedException {
    return ask(server, to == Side.NEW ? "cut-over" : "roll-back");
  }

  private int ask(URI server, String what) throws InterruptedException {
    try {
      return sent(server, "POST", MIGRATION + ":" + what).statusCode();
    } catch (IOException e) {
      return 0;
    }
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
