package dev.crossfade.server.security;

import dev.crossfade.server.store.Accounts.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;

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
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    request
        .getSession(true)
        .setAttribute(CallerFilter.SESSION, Callers.SignedIn.of(known, clock.instant()));
  }

  /** Signs out. */
  public void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
