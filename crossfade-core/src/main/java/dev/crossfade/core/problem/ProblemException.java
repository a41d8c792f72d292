package dev.crossfade.core.problem;

import java.util.List;

/** Carries one or more problems to the caller that can show or handle them. */
public final class ProblemException extends RuntimeException {

  private final transient List<Problem> problems;

  public ProblemException(Problem problem) {
    this(List.of(problem));
  }

  public ProblemException(Problem problem, Throwable cause) {
    super(problem.code().text() + ": " + problem.what(), cause);
    this.problems = List.of(problem);
  }

  /** All problems found at once, for example of one specification. At least one. */
  public ProblemException(List<Problem> problems) {
    super(problems.get(0).code().text() + ": " + problems.get(0).what());
    this.problems = List.copyOf(problems);
  }

  public Problem problem() {
    return problems.get(0);
  }

  public List<Problem> problems() {
    return problems;
  }
}
