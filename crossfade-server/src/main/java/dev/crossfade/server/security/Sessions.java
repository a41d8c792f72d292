package dev.crossfade.server.security;

import dev.crossfade.server.store.Accounts.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Sessions of browsers, and of whoever signs in to get a token. */
public final class Sessions {

  private final People people;
  private final Clock clock;

  public Sessions(People people, Clock clock) {
    this.people = people;
    this.clock = clock;
  }

  /** Signs in; the session gets a new name, so that nobody can have set it before. */
  public void begin(String account, String password, HttpServletRequest request) {
    Account known = people.signIn(account, password, request.getRemoteAddr());
    begin(known, clock.instant(), request);
  }

  private static void begin(Account known, Instant provenAt, HttpServletRequest request) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    request
        .getSession(true)
        .setAttribute(CallerFilter.SESSION, Callers.SignedIn.of(known, provenAt));
  }

  /** What accounts are called that an identity provider has proven; no others are. */
  public static final String ELSEWHERE = "oidc:";

  /**
   * Lets somebody in whom an identity provider has proven.
   *
   * @param roles which he has from now on, and no others
   * @param good how long that counts
   * @param provenAt when he proved himself to the provider
   */
  public void arrive(
      String account,
      Map<String, Role> roles,
      Duration good,
      Instant provenAt,
      HttpServletRequest request) {
    begin(people.arrived(account, roles, good), provenAt, request);
  }

  /** Ends everything of somebody whom the provider has proven, and who has no role any more. */
  public void leave(String account) {
    people.left(account);
  }

  /** Signs out. */
  public void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
