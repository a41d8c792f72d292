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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Follows the ways of a sign-in as a browser does, one step at a time. */
final class Browser {
  private static final Pattern HIDDEN =
      Pattern.compile("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
  private static final Pattern ACTION =
      Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");

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
    return http.send(form(address, form).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder form(URI address, String form) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  /**
   * Sends the form of a page to its own server. Of its origin the policy of the page lets nothing
   * be named, or all, as the standard Fetch has it ("append a request Origin header").
   */
  HttpResponse<String> submit(URI page, HttpResponse<String> shown, Map<String, String> typed)
      throws Exception {
    String policy = shown.headers().firstValue("Referrer-Policy").orElse("");
    String origin = page.getScheme() + "://" + page.getAuthority();
    return submit(page, shown, typed, policy.equals("no-referrer") ? "null" : origin);
  }

  /** The same from a page of another origin. */
  HttpResponse<String> submit(
      URI page, HttpResponse<String> shown, Map<String, String> typed, String origin)
      throws Exception {
    Map<String, String> fields = new TreeMap<>(typed);
    Matcher hidden = HIDDEN.matcher(shown.body());
    while (hidden.find()) {
      fields.put(hidden.group(1), hidden.group(2));
    }
    Matcher action = ACTION.matcher(shown.body());
    if (!action.find()) {
      throw new AssertionError("no form: " + shown.body());
    }
    String text =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return http.send(
        form(page.resolve(action.group(1)), text).header("Origin", origin).build(),
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
