package dev.crossfade.server.security;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
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
  private final Handovers handovers;

  public Sessions(People people, Clock clock) {
    this.people = people;
    this.clock = clock;
    this.handovers = new Handovers(clock);
  }

  /** Signs in; the session gets a new name, so that nobody can have set it before. */
  public void begin(String account, String password, HttpServletRequest request) {
    Account known = people.signIn(account, password, request.getRemoteAddr());
    begin(known, clock.instant(), request);
  }

  private static void begin(Account known, Instant provenAt, HttpServletRequest request) {
    begin(Callers.SignedIn.of(known, provenAt), request);
  }

  private static void begin(Callers.SignedIn who, HttpServletRequest request) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    request.getSession(true).setAttribute(CallerFilter.SESSION, who);
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

  /**
   * Lets somebody in whom an identity provider has proven, who goes on in a terminal.
   *
   * @param challenge hash of what only the command there knows
   * @return what the command needs besides, once
   */
  public String arrive(
      String account, Map<String, Role> roles, Duration good, Instant provenAt, String challenge) {
    Account known = people.arrived(account, roles, good);
    return handovers.give(Callers.SignedIn.of(known, provenAt), challenge);
  }

  /**
   * Begins a session of who proved himself in a browser, for the command that he comes from.
   *
   * @throws dev.crossfade.core.problem.ProblemException when the code does not count (any more)
   */
  public void redeem(String code, String verifier, HttpServletRequest request) {
    begin(handovers.take(code, verifier).orElseThrow(Sessions::refused), request);
  }

  private static ProblemException refused() {
    return Problem.of(
            ApiProblem.NOT_SIGNED_IN,
            "The code is not accepted.",
            "It was used, has run out, or was not made for this command.",
            "Begin again: crossfade login URL --oidc")
        .raise();
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
