package dev.crossfade.cli;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Shows failures without stack traces. */
final class Failures {

  static final int INTERNAL = 1;
  static final int INVALID = 2;
  static final int NOT_PROVEN = 3;
  static final int NOT_FOUND = 6;

  private Failures() {}

  static int handle(Exception failure, CommandLine line, ParseResult result) {
    if (failure instanceof ProblemException problems) {
      problems.problems().forEach(problem -> line.getErr().println(problem.render()));
      return INVALID;
    }
    return broken(failure, line);
  }

  /** Says that the program itself failed. */
  static int broken(Throwable failure, CommandLine line) {
    Problem problem =
        Problem.of(
            CliProblem.INTERNAL,
            "crossfade failed: " + failure.getClass().getSimpleName(),
            "this is a defect of the program",
            "please report it with the command `" + line.getCommandName() + "` and its input");
    line.getErr().println(problem.render());
    return INTERNAL;
  }
}
