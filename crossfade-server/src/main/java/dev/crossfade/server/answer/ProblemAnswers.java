package dev.crossfade.server.answer;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problems, from wherever in the server they come. */
public final class ProblemAnswers {

  /** The fact of a problem that says how many seconds to wait. */
  public static final String WAIT = "wait";

  private static final JsonMapper JSON = JsonMapper.shared();

  private ProblemAnswers() {}

  /** The answer to a request. */
  public static ResponseEntity<ProblemDocument> of(
      List<Problem> problems, HttpServletRequest request) {
    // a request that could not be read has no address
    String address = Objects.requireNonNullElse(request.getRequestURI(), "/");
    ProblemDocument document = ProblemDocument.of(problems, address, Trace.of(request));
    return ResponseEntity.status(HttpStatusCode.valueOf(document.status()))
        .headers(headers(problems.get(0)))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(document);
  }

  /** The same where nobody else writes the answer. */
  public static void write(
      ProblemException thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ResponseEntity<ProblemDocument> answer = of(thrown.problems(), request);
    response.setStatus(answer.getStatusCode().value());
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
    byte[] body = JSON.writeValueAsString(answer.getBody()).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static HttpHeaders headers(Problem problem) {
    HttpHeaders headers = new HttpHeaders();
    if (problem.code().number() == 6101) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"crossfade\"");
    }
    if (problem.code().kind() == Kind.TRANSIENT) {
      headers.set(HttpHeaders.RETRY_AFTER, problem.context().getOrDefault(WAIT, "5"));
    }
    return headers;
  }
}
