package dev.crossfade.server.check;

import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a step of GitHub Actions hands on: annotations, its summary and its outputs. */
public final class GithubOutput {

  private GithubOutput() {}

  /** Annotations of what is wrong with a specification. */
  public static List<String> problems(List<Problem> problems) {
    return problems.stream().map(GithubOutput::line).toList();
  }

  private static String line(Problem problem) {
    Location place = problem.location();
    String where =
        place == null
            ? ""
            : "file=%s,line=%d,col=%d,"
                .formatted(Markup.property(place.file()), place.line(), place.column());
    return "::error %stitle=%s::%s"
        .formatted(
            where,
            problem.code().text(),
            Markup.command(problem.what() + ": " + problem.why() + "; " + problem.fix()));
  }

  /** Prints annotations, and appends to the files that the environment names. */
  public static void write(
      CheckReport report, Map<String, String> environment, Consumer<String> print) {
    GithubReport.of(report).forEach(print);
    append(environment.get("GITHUB_STEP_SUMMARY"), MarkdownReport.of(report));
    append(
        environment.get("GITHUB_OUTPUT"),
        "verdict=%s\nrun_id=%s\n".formatted(report.verdict(), report.run().id()));
  }

  private static void append(@Nullable String file, String text) {
    if (file == null || file.isEmpty()) {
      return;
    }
    try {
      Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The file " + file + " cannot be written.",
              String.valueOf(e.getMessage()),
              "Check what GITHUB_STEP_SUMMARY and GITHUB_OUTPUT name.")
          .raise(e);
    }
  }
}
