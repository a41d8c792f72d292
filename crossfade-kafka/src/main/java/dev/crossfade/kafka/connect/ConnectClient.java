package dev.crossfade.kafka.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** The REST interface of Kafka Connect, as far as we use it. Thread-safe. */
final class ConnectClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ATTEMPTS = 40;

  private final HttpClient http;
  private final URI base;

  ConnectClient(KafkaAccess access) {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    SSLContext trust = access.connectTrust();
    if (trust != null) {
      builder.sslContext(trust);
    }
    this.http = builder.build();
    this.base = access.connect();
  }

  /** Answer of a call: status and body. */
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status / 100 == 2;
    }

    boolean absent() {
      return status == 404;
    }

    /** Whether what was to be deleted is not there. */
    boolean gone() {
      return ok() || absent();
    }

    String message() {
      return body.path("message").asText("HTTP " + status);
    }
  }

  /** Answered with 404 too while the worker is starting, before it knows its own addresses. */
  Answer plugins() {
    Answer answer = send("GET", "/connector-plugins?connectorsOnly=false", "");
    if (!answer.ok()) {
      throw notNow(answer);
    }
    return answer;
  }

  Answer status(String connector) {
    return send("GET", "/connectors/" + connector + "/status", "");
  }

  Optional<Map<String, String>> settings(String connector) {
    Answer answer = send("GET", "/connectors/" + connector + "/config", "");
    if (!answer.ok()) {
      return Optional.empty();
    }
    Map<String, String> settings = new TreeMap<>();
    answer.body().properties().forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
    settings.remove("name");
    return Optional.of(settings);
  }

  Answer configure(String connector, Map<String, String> settings) {
    try {
      String body = JSON.writeValueAsString(settings);
      return send("PUT", "/connectors/" + connector + "/config", body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer resume(String connector) {
    return send("PUT", "/connectors/" + connector + "/resume", "");
  }

  Answer restart(String connector) {
    String how = "/restart?includeTasks=true&onlyFailed=true";
    return send("POST", "/connectors/" + connector + how, "");
  }

  Answer stop(String connector) {
    return send("PUT", "/connectors/" + connector + "/stop", "");
  }

  /** Where the connector would go on; an empty object when it has stored nothing. */
  JsonNode offset(String connector) {
    Answer answer = send("GET", "/connectors/" + connector + "/offsets", "");
    return answer.body().path("offsets").path(0).path("offset");
  }

  Answer deleteOffsets(String connector) {
    return send("DELETE", "/connectors/" + connector + "/offsets", "");
  }

  Answer delete(String connector) {
    return send("DELETE", "/connectors/" + connector, "");
  }

  /** Sends a request; a worker that is rebalancing or starting is asked again for ten seconds. */
  private Answer send(String method, String path, String body) {
    Answer answer = once(method, path, body);
    for (int i = 0; i < ATTEMPTS && again(method, answer); i++) {
      pause(Duration.ofMillis(250));
      answer = once(method, path, body);
    }
    if (answer.status() != 409 && again(method, answer)) {
      throw notNow(answer);
    }
    return answer;
  }

  private static boolean again(String method, Answer answer) {
    return answer.status() == 409 || (method.equals("GET") && answer.status() / 100 == 5);
  }

  /** A worker that is still starting answers questions with 404, 500 or 503. */
  ProblemException notNow(Answer answer) {
    return Problem.of(
            KafkaProblem.CONNECT_UNREACHABLE,
            "Kafka Connect at " + base + " cannot answer now.",
            answer.message(),
            "Wait; if it stays, look at the log of the worker.")
        .raise();
  }

  private Answer once(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private ProblemException unreachable(IOException cause) {
    if (cause instanceof SSLHandshakeException) {
      return Problem.of(
              KafkaProblem.NOT_TRUSTED,
              "Kafka Connect at " + base + " does not prove who it is.",
              String.valueOf(cause.getMessage()),
              "Name the authority of its certificate in kafka.tls.rootCertificate, and the host as"
                  + " the certificate has it.")
          .raise(cause);
    }
    return Problem.of(
            KafkaProblem.CONNECT_UNREACHABLE,
            "Kafka Connect at " + base + " does not answer.",
            cause.getClass().getSimpleName() + ": " + cause.getMessage(),
            "Check that the worker runs and that the URL is right.")
        .raise(cause);
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static ProblemException interrupted() {
    Thread.currentThread().interrupt();
    return Problem.of(KafkaProblem.INTERRUPTED, "The thread was told to stop.", "", "").raise();
  }
}
