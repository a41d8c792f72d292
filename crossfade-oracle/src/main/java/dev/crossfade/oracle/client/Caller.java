package dev.crossfade.oracle.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Sends one client's requests, each once.
 *
 * @param http shared by all clients
 * @param address of the applications
 */
record Caller(HttpClient http, URI address) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param stack who answered, by its own word; empty when it was none of the applications
   */
  record Reply(int status, String stack) {}

  static HttpClient connections() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /**
   * Sends a request and waits for all of its answer.
   *
   * @param name of who asks, which the request tells
   * @throws IOException when none came, or not all of it
   */
  Reply send(String name, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("X-Api-Key", name)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Reply(response.statusCode(), response.headers().firstValue("X-Stack").orElse(""));
  }
}
