package dev.crossfade.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who talks to a server. */
final class Client {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String url;
  private final Map<String, String> headers = new LinkedHashMap<>();

  Client(String url) {
    this.url = url;
  }

  Client with(String name, String value) {
    Client other = new Client(url);
    other.headers.putAll(headers);
    other.headers.put(name, value);
    return other;
  }

  Client without(String name) {
    Client other = new Client(url);
    other.headers.putAll(headers);
    other.headers.remove(name);
    return other;
  }

  Client bearer(String secret) {
    return with("Authorization", "Bearer " + secret);
  }

  Client signIn(String account, String password) {
    Answer signedIn =
        post("/api/v1/session", Map.of("account", account, "password", password)).is(204);
    String cookie = signedIn.header("Set-Cookie");
    Client session = with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    return session.with("X-CSRF-TOKEN", session.get("/api/v1/session").is(200).text("csrfToken"));
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  Answer send(String method, String path, Object body) {
    String text = body == null || body instanceof String ? (String) body : json(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
    headers.forEach(request::header);
    if (text != null && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  String url() {
    return url;
  }

  Map<String, String> headers() {
    return headers;
  }
}
