package dev.crossfade.server.oidc;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.answer.ProblemAnswers;
import dev.crossfade.server.security.OtherSignIn;
import dev.crossfade.server.security.Sessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.filter.OncePerRequestFilter;

/** The authorization code flow with a proof key, by Spring Security's own client. */
public final class OidcSignIn implements OtherSignIn {

  private static final String BEGIN = "/oauth2/authorization";

  private final OidcSettings settings;
  private final Sessions sessions;
  private final Clock clock;

  public OidcSignIn(OidcSettings settings, Sessions sessions, Clock clock) {
    this.settings = settings;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void offer(HttpSecurity http) {
    Provider provider = new Provider(settings);
    Arrivals arrivals = new Arrivals(settings, sessions);
    http.addFilterBefore(new Reached(provider), OAuth2AuthorizationRequestRedirectFilter.class);
    http.oauth2Login(
        login ->
            login
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NothingKept())
                // there is no page to choose from
                .loginPage("/setup")
                .authorizationEndpoint(
                    endpoint ->
                        endpoint
                            .authorizationRequestResolver(new Requests(provider))
                            .authorizationRequestRepository(new Pending(clock)))
                .successHandler(arrivals)
                .failureHandler(arrivals));
  }

  /** Says so when the provider is away, before anybody is sent there. */
  private static final class Reached extends OncePerRequestFilter {
    private final Provider provider;

    Reached(Provider provider) {
      this.provider = provider;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      try {
        if (request.getRequestURI().startsWith(BEGIN)) {
          provider.findByRegistrationId(Provider.ID);
        }
      } catch (ProblemException e) {
        ProblemAnswers.write(e, request, response);
        return;
      }
      chain.doFilter(request, response);
    }
  }

  /** Asks the provider; with {@code ?fresh} so that the person proves himself once more. */
  private static final class Requests implements OAuth2AuthorizationRequestResolver {
    private final DefaultOAuth2AuthorizationRequestResolver plain;

    Requests(Provider provider) {
      plain = new DefaultOAuth2AuthorizationRequestResolver(provider, BEGIN);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
      return fresh(plain.resolve(request), request);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
      return fresh(plain.resolve(request, id), request);
    }

    private static @Nullable OAuth2AuthorizationRequest fresh(
        @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request) {
      if (begun == null) {
        return null;
      }
      OAuth2AuthorizationRequest.Builder way = OAuth2AuthorizationRequest.from(begun);
      Terminal.of(request).ifPresent(terminal -> terminal.on(way));
      if (request.getParameter("fresh") != null) {
        way.additionalParameters(more -> more.putAll(Map.of("prompt", "login", "max_age", "0")));
      }
      return way.build();
    }
  }

  /** What the provider would let us do in a person's name is not kept. */
  private static final class NothingKept implements OAuth2AuthorizedClientRepository {

    @Override
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String id, Authentication who, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication who,
        HttpServletRequest request,
        HttpServletResponse response) {
      // not needed after signing in
    }

    @Override
    public void removeAuthorizedClient(
        String id, Authentication who, HttpServletRequest request, HttpServletResponse response) {
      // there is none
    }
  }
}
