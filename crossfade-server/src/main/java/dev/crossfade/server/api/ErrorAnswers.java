package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemAnswers;
import dev.crossfade.server.answer.ProblemDocument;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was refused before it reached any resource. */
@RestController
@Hidden
class ErrorAnswers implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<ProblemDocument> answer(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer number ? number : 500;
    Problem problem =
        switch (code) {
          case 404 -> Flaws.notFound("such address").problem();
          case 405 -> problem(ApiProblem.METHOD, "This address does not take this method.");
          case 413 -> problem(ApiProblem.TOO_LARGE, "The request is larger than allowed.");
          default ->
              code < 500
                  ? Flaws.invalid("", "Its address or a header cannot be read.").problem()
                  : problem(ServerProblem.INTERNAL, "The server failed unexpectedly.");
        };
    return ProblemAnswers.of(List.of(problem), request);
  }

  private static Problem problem(dev.crossfade.core.problem.ProblemCode code, String what) {
    return Problem.of(code, what, "", "Look at the interface description.");
  }
}
