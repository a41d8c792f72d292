package dev.crossfade.server.security;

import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Answers what the firewall did not let through: unknown methods, and addresses made to mislead.
 */
final class Rejections implements RequestRejectedHandler {

  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException why)
      throws IOException {
    if (KNOWN.contains(request.getMethod())) {
      ProblemAnswers.write(
          Flaws.invalid("", "Its address or a header is not plain."), request, response);
      return;
    }
    List<String> methods = AccessTable.methods(Paths.of(request));
    response.setHeader("Allow", String.join(", ", methods));
    ProblemAnswers.write(Denials.method(request.getMethod(), methods), request, response);
  }
}
