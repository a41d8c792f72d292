package dev.crossfade.server.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, as RFC 9457 has it, with what a program needs to act on it.
 *
 * @param type page that describes the code
 * @param title what happened, in one sentence
 * @param status of the answer
 * @param detail why
 * @param instance path of the request
 * @param code stable, {@code CF-nnnn}
 * @param retryable whether the same request may succeed later
 * @param fix what to do about it
 * @param errors each thing that is wrong with what was sent
 * @param traceId finds the request in the server's log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    boolean retryable,
    String fix,
    @Nullable List<Flaw> errors,
    String traceId) {

  private static final String PAGE = "https://crossfade.dev/errors#";

  /**
   * One thing that is wrong with what was sent.
   *
   * @param pointer JSON Pointer into the body, or {@code #name} of a parameter
   * @param detail what and why
   * @param code stable, {@code CF-nnnn}
   * @param line in the file that the pointer names
   * @param column in that line
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Flaw(
      String pointer,
      String detail,
      String code,
      @Nullable Integer line,
      @Nullable Integer column) {}

  /** The document of one or more problems; the first one gives title and code. */
  public static ProblemDocument of(List<Problem> problems, String instance, String traceId) {
    Problem first = problems.get(0);
    int status = Statuses.of(first.code());
    List<Flaw> flaws =
        problems.stream().filter(ProblemDocument::isAFlaw).map(ProblemDocument::flaw).toList();
    return new ProblemDocument(
        PAGE + first.code().text(),
        first.what(),
        status,
        first.why(),
        instance,
        first.code().text(),
        first.code().kind() == Kind.TRANSIENT,
        first.fix(),
        flaws.isEmpty() ? null : flaws,
        traceId);
  }

  private static boolean isAFlaw(Problem problem) {
    return problem.location() != null || problem.context().containsKey(Flaws.POINTER);
  }

  private static Flaw flaw(Problem problem) {
    Location location = problem.location();
    String pointer = problem.context().get(Flaws.POINTER);
    if (location == null || pointer != null) {
      return new Flaw(String.valueOf(pointer), problem.why(), problem.code().text(), null, null);
    }
    String what = problem.what() + (problem.why().isEmpty() ? "" : ": " + problem.why());
    String file = "/files/" + location.file().replace("~", "~0").replace("/", "~1");
    return new Flaw(file, what, problem.code().text(), location.line(), location.column());
  }
}
