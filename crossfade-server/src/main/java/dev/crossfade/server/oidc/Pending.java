package dev.crossfade.server.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Who is on his way to the identity provider and back. What belongs to a way stays here; the
 * browser has a cookie with a name for it, which it sends along when it is sent back from there, as
 * it would not with that of a session. Thread-safe.
 */
final class Pending implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  private static final String COOKIE = "crossfade_oidc";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MOST = 10_000;
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Clock clock;
  private final Map<String, Way> ways =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Way> eldest) {
          return size() > MOST;
        }
      };

  Pending(Clock clock) {
    this.clock = clock;
  }

  private record Way(OAuth2AuthorizationRequest request, Instant until) {}

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    String name = name(request);
    Way way;
    synchronized (ways) {
      way = name == null ? null : ways.get(name);
    }
    if (way == null || !clock.instant().isBefore(way.until())) {
      return null;
    }
    OAuth2AuthorizationRequest begun = way.request();
    return Objects.equals(begun.getState(), request.getParameter("state")) ? begun : null;
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest begun,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (begun == null) {
      return;
    }
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (ways) {
      ways.put(name, new Way(begun, clock.instant().plus(PATIENCE)));
    }
    cookie(request, response, name, PATIENCE);
  }

  /** A way is gone once. */
  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
    String name = name(request);
    if (begun != null) {
      Terminal.arrived(request, begun);
    }
    if (name != null) {
      synchronized (ways) {
        ways.remove(name);
      }
      cookie(request, response, "", Duration.ZERO);
    }
    return begun;
  }

  private static void cookie(
      HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, value)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .path("/login/oauth2")
            .maxAge(age)
            .build();
    response.addHeader("Set-Cookie", cookie.toString());
  }

  private static @Nullable String name(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }
}
