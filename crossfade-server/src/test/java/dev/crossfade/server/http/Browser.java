package dev.crossfade.server.http;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Follows the ways of a sign-in as a browser does, one step at a time. */
final class Browser {
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .cookieHandler(cookies)
          .build();

  HttpResponse<String> get(URI address) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address).header("Accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(URI address, String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  /** From the server to the provider and through its page; the address that it is sent back to. */
  URI begin(URI server, String user, String back) throws Exception {
    URI at = server;
    HttpResponse<String> answer = get(at);
    for (int step = 0; step < 8; step++) {
      if (answer.statusCode() != 302) {
        throw new AssertionError(at + " " + answer.statusCode() + " " + answer.body());
      }
      at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
      if (at.toString().startsWith(back)) {
        return at;
      }
      answer =
          at.getPath().equals("/login")
              ? post(at, "username=" + encode(user) + "&password=pw")
              : get(at);
    }
    throw new AssertionError("goes round and round at " + at);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }
}
