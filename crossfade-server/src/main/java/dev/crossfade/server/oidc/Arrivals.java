package dev.crossfade.server.oidc;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.ProblemAnswers;
import dev.crossfade.server.oidc.OidcSettings.GroupRole;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.security.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.HtmlUtils;

/** Lets in whom the provider has proven, with the roles that his groups have. */
final class Arrivals implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final String NAME = "[A-Za-z0-9._@|:+=-]{1,200}";
  private static final String PAGE =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Crossfade</title>"
          + "</head><body><p>Signed in as %s.</p><p><a href=\"/api/v1/session\">Go on</a></p>"
          + "</body></html>";

  private final OidcSettings settings;
  private final Sessions sessions;

  Arrivals(OidcSettings settings, Sessions sessions) {
    this.settings = settings;
    this.sessions = sessions;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication proven)
      throws IOException {
    try {
      OidcUser user = Objects.requireNonNull((OidcUser) proven.getPrincipal());
      String name = name(user);
      Map<String, Role> roles = roles(user);
      if (roles.isEmpty()) {
        sessions.leave(name);
        throw stranger();
      }
      Instant said = user.getIdToken().getAuthenticatedAt();
      Instant at = said == null ? Instant.EPOCH : said;
      Optional<Terminal> terminal = Terminal.behind(request);
      String page;
      if (terminal.isPresent()) {
        Terminal there = terminal.get();
        String code = sessions.arrive(name, roles, settings.good(), at, there.challenge());
        page = there.page(name, code);
      } else {
        sessions.arrive(name, roles, settings.good(), at, request);
        // a link and no redirect: the cookie of the session is not sent on a way from elsewhere
        page = PAGE.formatted(HtmlUtils.htmlEscape(name));
      }
      response.setContentType("text/html");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.getWriter().write(page);
    } catch (ProblemException e) {
      LOG.warn("a person of the identity provider was not let in: {}", e.problem().why());
      sessions.end(request);
      ProblemAnswers.write(e, request, response);
    }
  }

  /** What comes from elsewhere is for the log, and only its code. */
  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    String code =
        why instanceof OAuth2AuthenticationException failed
            ? failed.getError().getErrorCode()
            : why.getClass().getSimpleName();
    LOG.atWarn()
        .addKeyValue("code", code.replaceAll("[^A-Za-z0-9_-]", "?"))
        .log("signing in at the identity provider failed");
    if (why.getCause() instanceof ProblemException known) {
      ProblemAnswers.write(known, request, response);
      return;
    }
    ProblemException refused =
        Problem.of(
                ApiProblem.PROVIDER_REFUSED,
                "Signing in at the identity provider failed.",
                "It did not prove who you are, or this is no answer to a request of this browser.",
                "Begin again at /oauth2/authorization/oidc.")
            .raise();
    ProblemAnswers.write(refused, request, response);
  }

  private String name(OidcUser user) {
    return Optional.ofNullable(user.getClaimAsString(settings.accountClaim()))
        .filter(name -> name.matches(NAME))
        .map(name -> Sessions.ELSEWHERE + name)
        .orElseThrow(
            () -> refused("The claim " + settings.accountClaim() + " does not name a person."));
  }

  private Map<String, Role> roles(OidcUser user) {
    List<String> groups = groups(user.getClaims().get(settings.groupsClaim()));
    Map<String, Role> roles = new TreeMap<>();
    for (GroupRole each : settings.roles()) {
      if (groups.contains(each.group())) {
        roles.merge(each.migration(), each.role(), (one, other) -> one.covers(other) ? one : other);
      }
    }
    return roles;
  }

  private static List<String> groups(@Nullable Object claim) {
    if (claim instanceof Collection<?> many) {
      return many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }
    return claim instanceof String one ? List.of(one) : List.of();
  }

  private static ProblemException stranger() {
    return refused("None of your groups has a role here.");
  }

  private static ProblemException refused(String why) {
    return Problem.of(
            ApiProblem.NOT_ALLOWED,
            "You may not sign in here.",
            why,
            "Ask whoever runs the server, or the identity provider, for a group that has a role.")
        .raise();
  }
}
