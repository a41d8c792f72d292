package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemAnswers;
import dev.crossfade.server.answer.StoreFailure;
import dev.crossfade.server.security.AccessTable;
import dev.crossfade.server.security.Permission;
import dev.crossfade.server.store.Replays;
import dev.crossfade.server.store.Replays.Replay;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a change, within its bound, and gives who asks again with the same
 * Idempotency-Key the same answer again, without doing it again.
 */
final class ReplayFilter extends OncePerRequestFilter {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
  private static final List<String> SECRET =
      List.of("/api/v1/tokens", "/api/v1/users", "/api/v1/session", "/api/v1/setup", "/setup");
  private static final List<String> REPEATED = List.of("Content-Type", "Location", "ETag");

  private final Replays replays;
  private final Clock clock;

  /** How long an answer is kept. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

  private final AtomicReference<Instant> swept = new AtomicReference<>(Instant.EPOCH);

  ReplayFilter(Replays replays, Clock clock) {
    this.replays = replays;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return List.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      Optional<AccessTable.Rule> rule = AccessTable.row(request);
      ReadRequest read = ReadRequest.of(request, rule.filter(AccessTable.Rule::open).isPresent());
      String key = request.getHeader("Idempotency-Key");
      Principal principal = request.getUserPrincipal();
      if (key == null || principal == null || rule.filter(ReplayFilter::plain).isEmpty()) {
        if (rule.filter(ReplayFilter::only).isEmpty()) {
          StoreFailure.begun(request);
        }
        chain.doFilter(read, response);
      } else {
        once(principal.getName(), checked(key), read, response, chain);
      }
    } catch (ProblemException e) {
      ProblemAnswers.write(e, request, response);
    }
  }

  /** Signs somebody in, or only looks. */
  private static boolean only(AccessTable.Rule rule) {
    return rule.permission() == Permission.ROWS_TRACE
        || rule.path().startsWith("/api/v1/session")
        || rule.path().endsWith(":preflight");
  }

  /**
   * An answer that holds a secret is not kept, so it cannot be given again. Nor is what tells of a
   * request with a password, nor what names rows. What counts is which row of the table a request
   * is, however its address is written.
   */
  private static boolean plain(AccessTable.Rule rule) {
    return rule.permission() != Permission.ROWS_TRACE
        && SECRET.stream().noneMatch(rule.path()::startsWith);
  }

  private static String checked(String key) {
    if (!key.matches("[\\x21-\\x7e]{1,255}")) {
      throw Flaws.invalid("#Idempotency-Key", "It has 1 to 255 visible characters.");
    }
    return key;
  }

  private void once(
      String actor, String key, ReadRequest read, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    forget();
    if (!replays.claim(actor, key, read.fingerprint(), clock.instant())) {
      again(replays.find(actor, key), read, response);
      return;
    }
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    try {
      StoreFailure.begun(read);
      chain.doFilter(read, kept);
      if (kept.getStatus() < 500) {
        replays.answer(actor, key, kept.getStatus(), headers(kept), kept.getContentAsByteArray());
      } else if (nothingHappened(kept)) {
        replays.release(actor, key);
      }
    } finally {
      kept.copyBodyToResponse();
    }
  }

  /**
   * A failure may come after what was asked for is on record; the key stays claimed then, and who
   * asks again is told to look. Only who was turned away before anything was begun may ask again.
   */
  private static boolean nothingHappened(ContentCachingResponseWrapper response) {
    String body = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    return body.contains("\"code\":\"" + ApiProblem.BUSY.text() + "\"");
  }

  private void forget() {
    Instant now = clock.instant();
    Instant last = Objects.requireNonNull(swept.get());
    if (now.isAfter(last.plus(BETWEEN_SWEEPS)) && swept.compareAndSet(last, now)) {
      replays.forget(now.minus(KEPT));
    }
  }

  private static String headers(HttpServletResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : REPEATED) {
      String value =
          name.equals("Content-Type") ? response.getContentType() : response.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return JSON.writeValueAsString(headers);
  }

  private static void again(Optional<Replay> found, ReadRequest read, HttpServletResponse response)
      throws IOException {
    Replay replay = found.orElseThrow(ReplayFilter::inFlight);
    if (!replay.fingerprint().equals(read.fingerprint())) {
      throw reused();
    }
    Integer status = replay.status();
    byte[] body = replay.body();
    if (status == null || body == null || replay.headers() == null) {
      throw inFlight();
    }
    response.setStatus(status);
    JSON.readValue(replay.headers(), HEADERS).forEach(response::setHeader);
    response.setHeader("Idempotency-Replayed", "true");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static ProblemException inFlight() {
    return Problem.of(
            ApiProblem.KEY_IN_FLIGHT,
            "A request with this Idempotency-Key has no answer yet.",
            "It is under way; or the server ended over it, and nobody knows whether it was done.",
            "Wait a moment, or look at the state before you ask with another key.")
        .raise();
  }

  private static ProblemException reused() {
    return Problem.of(
            ApiProblem.KEY_REUSED,
            "This Idempotency-Key was used for another request.",
            "Method, address, If-Match or body differ.",
            "Draw a new key for each thing that you want.")
        .raise();
  }
}
