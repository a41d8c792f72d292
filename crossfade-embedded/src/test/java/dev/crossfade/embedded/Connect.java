package dev.crossfade.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The few calls of the Connect REST API the tests need. */
final class Connect {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;

  Connect(EmbeddedService<KafkaEndpoint> kafka) {
    this.url = kafka.endpoint().connectUrl();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  void put(String connector, ObjectNode config) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(URI.create(url + "/connectors/" + connector + "/config"))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(config.toString())));
  }

  /** Waits until the connector's only task runs. */
  void awaitRunning(String connector) throws IOException, InterruptedException {
    String state = "";
    for (int i = 0; i < 150 && !state.equals("RUNNING"); i++) {
      Thread.sleep(200);
      JsonNode status = get("/connectors/" + connector + "/status");
      state = status.at("/tasks/0/state").asText();
      if (state.equals("FAILED")) {
        throw new AssertionError(status.toPrettyString());
      }
    }
    if (!state.equals("RUNNING")) {
      throw new AssertionError(connector + " is '" + state + "' after 30 s");
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpRequest built = request.timeout(Duration.ofSeconds(30)).build();
    HttpResponse<String> answer = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2 && answer.statusCode() != 404) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
