package dev.crossfade.server.security;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.ProblemAnswers;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses whoever asks more often than one alone may, so that there is room for the others. */
class RateFilter extends OncePerRequestFilter {

  private static final Set<String> HEALTH = Set.of("/livez", "/readyz", "/startupz");

  private final RequestRates rates;
  private final String limit;
  private final Function<HttpServletRequest, @Nullable String> who;

  /**
   * @param limit what is told to whoever is refused
   */
  RateFilter(RequestRates rates, String limit, Function<HttpServletRequest, @Nullable String> who) {
    this.rates = rates;
    this.limit = limit;
    this.who = who;
  }

  /** Of an address, before it is known who asks: that is looked up for nobody who floods. */
  static final class OfAddress extends RateFilter {
    OfAddress(RequestLimits.Limit limit) {
      super(
          rates(limit),
          "From one address come " + limit.perSecond() + " requests a second at the most.",
          HttpServletRequest::getRemoteAddr);
    }
  }

  /** Of an account, with whichever of its tokens and from wherever it asks. */
  static final class OfAccount extends RateFilter {
    OfAccount(RequestLimits.Limit limit) {
      super(
          rates(limit),
          "An account sends " + limit.perSecond() + " requests a second at the most.",
          request -> account());
    }
  }

  private static RequestRates rates(RequestLimits.Limit limit) {
    return new RequestRates(limit.perSecond(), limit.atOnce(), TimeMeter.SYSTEM_NANOTIME);
  }

  private static @Nullable String account() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication authentication
        ? authentication.caller().account()
        : null;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return HEALTH.contains(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String asking = who.apply(request);
    Duration wait = asking == null ? Duration.ZERO : rates.ask(asking);
    if (wait.isZero()) {
      chain.doFilter(request, response);
    } else {
      ProblemAnswers.write(tooOften(wait), request, response);
    }
  }

  private ProblemException tooOften(Duration wait) {
    return Problem.of(
            ApiProblem.TOO_OFTEN,
            "You ask more often than the server answers one alone.",
            limit,
            "Ask again after the seconds of Retry-After; follow events rather than asking again.")
        .with(ProblemAnswers.WAIT, wait.toSeconds() + 1)
        .raise();
  }
}
