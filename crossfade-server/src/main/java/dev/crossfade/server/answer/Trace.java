package dev.crossfade.server.answer;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an identity: the caller's own, if it came with one. As the outermost part it
 * also answers what nobody else did, such as a store that is away before anybody is known.
 */
public final class Trace extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(Trace.class);
  private static final String ATTRIBUTE = Trace.class.getName();
  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  /** The identity of a request. */
  public static String of(HttpServletRequest request) {
    Object id = request.getAttribute(ATTRIBUTE);
    return id == null ? "" : id.toString();
  }

  /** Gives an identity to a request that never came to this filter. */
  public static void give(HttpServletRequest request, HttpServletResponse response) {
    give(draw(), request, response);
  }

  private static void give(String id, HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(ATTRIBUTE, id);
    response.setHeader("Trace-Id", id);
  }

  private static String draw() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader("traceparent");
    Matcher parent = PARENT.matcher(given == null ? "" : given);
    give(parent.matches() ? parent.group(1) : draw(), request, response);
    MDC.put("traceId", of(request));
    try {
      String type = request.getContentType();
      if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
        throw Flaws.multipart();
      }
      chain.doFilter(request, response);
    } catch (ProblemException e) {
      ProblemAnswers.write(e, request, response);
    } catch (InvalidParameterException e) {
      response.reset();
      ProblemAnswers.write(Flaws.invalid("", "The query cannot be read."), request, response);
    } catch (DataAccessException e) {
      fail(e, StoreFailure.of(request), request, response);
    } catch (ServletException | RuntimeException e) {
      fail(e, unexpected(), request, response);
    } finally {
      MDC.remove("traceId");
    }
  }

  private static Problem unexpected() {
    return Problem.of(
        ServerProblem.INTERNAL,
        "The server failed unexpectedly.",
        "The server's log of this trace tells more.",
        "Try again later.");
  }

  private static void fail(
      Exception thrown, Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.atError().setCause(thrown).log("a request failed");
    if (!response.isCommitted()) {
      response.reset();
      ProblemAnswers.write(problem.raise(), request, response);
    }
  }
}
