package dev.crossfade.server.command;

import dev.crossfade.codec.problem.ProblemRenderer;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into words and an exit code; nobody sees a stack trace. */
final class ProblemPrinter implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemPrinter.class);

  private final Console console;

  ProblemPrinter(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult parsed) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED.code();
    }
    if (thrown instanceof ProblemException known) {
      print(known.problems(), parsed);
      return Exits.of(known.problems()).code();
    }
    LOG.atInfo().setCause(thrown).log("command failed unexpectedly");
    print(List.of(internal(thrown)), parsed);
    return Exit.INTERNAL.code();
  }

  private void print(List<Problem> problems, ParseResult parsed) {
    ProblemRenderer renderer = new ProblemRenderer(folder(parsed));
    problems.forEach(problem -> console.err().print(renderer.render(problem)));
    console.err().flush();
  }

  /** The folder a command was given, or that of its file: for the lines its problems are about. */
  private static Path folder(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    OptionSpec file = last.commandSpec().findOption("--config");
    if (file != null && file.getValue() instanceof Path config) {
      Path parent = config.toAbsolutePath().getParent();
      return parent == null ? config : parent;
    }
    PositionalParamSpec first = last.matchedPositional(0);
    return first != null && first.getValue() instanceof Path path ? path : Path.of(".");
  }

  /** Without the exception's message: it may hold values of rows. */
  private static Problem internal(Exception thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    String where =
        trace.length == 0 ? "" : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber();
    return Problem.of(
        ServerProblem.INTERNAL,
        "Crossfade failed in a way it does not know: " + thrown.getClass().getSimpleName() + where,
        "This is a fault of Crossfade.",
        "Run the command again; if it stays, report it with crossfade.log of the data folder.");
  }
}
