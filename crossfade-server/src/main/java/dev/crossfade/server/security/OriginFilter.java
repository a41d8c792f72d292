package dev.crossfade.server.security;

import dev.crossfade.server.answer.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses changes that a page of somebody else asks for. */
final class OriginFilter extends OncePerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SAFE.contains(request.getMethod()) || ours(request)) {
      chain.doFilter(request, response);
    } else {
      ProblemAnswers.write(Denials.forged(), request, response);
    }
  }

  private static boolean ours(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return true;
    }
    int slashes = origin.indexOf("://");
    return slashes > 0 && origin.substring(slashes + 3).equals(request.getHeader("Host"));
  }
}
