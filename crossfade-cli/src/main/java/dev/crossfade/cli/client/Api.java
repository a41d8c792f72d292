package dev.crossfade.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The interface of one server. */
public final class Api {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI server;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final HttpClient http;

  private Api(URI server, HttpClient http) {
    this.server = server;
    this.http = http;
  }

  /** That of a context. */
  public static Api of(Context context) {
    Api api = at(context.server(), context.root());
    if (!context.token().isEmpty()) {
      api.headers.put("Authorization", "Bearer " + context.token());
    }
    return api;
  }

  /** That of an address, for nobody. */
  public static Api at(String server) {
    return at(server, "");
  }

  /**
   * The same.
   *
   * @param root file with the authority to believe about it; empty for whom Java believes
   */
  public static Api at(String server, String root) {
    URI uri;
    try {
      uri = URI.create(server.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw bad(server);
    }
    boolean http = "http".equals(uri.getScheme());
    if ((!http && !"https".equals(uri.getScheme())) || uri.getHost() == null) {
      throw bad(server);
    }
    if (http && !loopback(uri.getHost())) {
      throw Problem.of(
              ClientProblem.UNSAFE,
              "the server " + server + " is not on this machine and has no TLS",
              "passwords and tokens could be read on the way",
              "use https, or a tunnel to this machine")
          .raise();
    }
    return new Api(uri, Believed.client(root));
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static ProblemException bad(String server) {
    return Problem.of(
            ClientProblem.NO_SERVER,
            "'" + server + "' is not the address of a server",
            "an address begins with http:// or https://",
            "write for example https://crossfade.example.com")
        .raise();
  }

  /** The same with one more header in every request. */
  public Api with(String name, String value) {
    Api other = new Api(server, http);
    other.headers.putAll(headers);
    other.headers.put(name, value);
    return other;
  }

  /**
   * What a server answered.
   *
   * @param body JSON; null for none
   */
  public record Reply(int status, @Nullable JsonNode body, Map<String, String> headers) {

    /** The body, which has to be there. */
    public JsonNode json() {
      if (body == null) {
        throw strange("it has no body");
      }
      return body;
    }
  }

  public Reply get(String path) {
    return send("GET", path, null);
  }

  /** Asks for a change, which is made once however often the request is sent. */
  public Reply post(String path, @Nullable Object body) {
    return with("Idempotency-Key", UUID.randomUUID().toString()).send("POST", path, body);
  }

  /** Sends a request; a refusal is thrown. */
  public Reply send(String method, String path, @Nullable Object body) {
    try {
      HttpRequest.Builder request =
          request(path)
              .timeout(PATIENCE)
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(JSON.writeValueAsString(body)));
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      return reply(http.send(request.build(), BodyHandlers.ofString()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("what is asked is no JSON", e);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private Reply reply(HttpResponse<String> response) {
    String text = response.body();
    if (response.statusCode() >= 300) {
      throw refused(response.statusCode(), text);
    }
    try {
      JsonNode body = text.isEmpty() ? null : JSON.readTree(text);
      return new Reply(response.statusCode(), body, headers(response));
    } catch (JsonProcessingException e) {
      throw strange("it is not JSON");
    }
  }

  private static Map<String, String> headers(HttpResponse<?> response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  /** What was said instead of an answer, by the server or by what stands before it. */
  private RuntimeException refused(int status, String text) {
    try {
      JsonNode problem = JSON.readTree(text);
      if (problem != null && problem.has("code")) {
        return new Refusal(status, problem);
      }
    } catch (JsonProcessingException e) {
      // pages are for people who browse
    }
    return Away.STATUS.contains(status)
        ? notReached("what stands before it answers with status " + status).raise()
        : strange("status " + status + " without a problem");
  }

  /**
   * What is longer than an answer.
   *
   * @param body has to be closed
   * @param headers by their names in lower case
   */
  public record Opened(InputStream body, Map<String, String> headers) {}

  /** Opens what is longer than an answer: a stream of events, or a bundle. */
  public Opened open(String path) {
    try {
      HttpResponse<InputStream> response = begun(path);
      if (response.statusCode() != 200) {
        String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        throw refused(response.statusCode(), text);
      }
      return new Opened(response.body(), headers(response));
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  /** A limit of the request would be one of its body as well. */
  private HttpResponse<InputStream> begun(String path) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        http.sendAsync(request(path).build(), BodyHandlers.ofInputStream());
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer for " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path)).header("User-Agent", "crossfade-cli");
    headers.forEach(request::header);
    return request;
  }

  private ProblemException unreachable(Exception cause) {
    if (Believed.unvouched(cause)) {
      return Problem.of(
              ClientProblem.NOT_PROVEN,
              "the server " + server + " does not prove that it is the right one",
              "nobody whom this program believes vouches for its certificate",
              "name the authority that signed it with --root of login or setup, or in"
                  + " CROSSFADE_SERVER_ROOT")
          .raise(cause);
    }
    return notReached(why(cause)).raise(cause);
  }

  private Problem notReached(String why) {
    return Problem.of(
        ClientProblem.NOT_REACHED,
        "the server " + server + " cannot be reached",
        why,
        "check that it runs and that the address is right; a change may or may not be made");
  }

  private static String why(Exception cause) {
    return cause instanceof SSLException && cause.getMessage() != null
        ? "the connection cannot be secured: " + cause.getMessage()
        : cause.getClass().getSimpleName();
  }

  static ProblemException strange(String why) {
    return Problem.of(
            ClientProblem.NOT_UNDERSTOOD,
            "the server's answer is not understood",
            why,
            "check that the address is that of a Crossfade server")
        .raise();
  }
}
