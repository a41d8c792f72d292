package dev.crossfade.server.check;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a step of GitHub Actions hands on: annotations, its summary and its outputs. */
public final class GithubOutput {

  private GithubOutput() {}

  /** Annotations of what is wrong with the specification in a folder. */
  public static List<String> problems(String folder, List<Problem> problems) {
    return problems.stream().map(problem -> line(folder, problem)).toList();
  }

  private static String line(String folder, Problem problem) {
    String where = "";
    if (problem.location() != null) {
      Place place = Place.of(folder, problem.location());
      where =
          "file=%s,line=%d,col=%d,"
              .formatted(Markup.property(place.file()), place.line(), place.column());
    }
    List<String> words =
        Stream.of(problem.what(), problem.why(), problem.fix())
            .filter(each -> !each.isEmpty())
            .toList();
    return "::error %stitle=%s::%s"
        .formatted(where, problem.code().text(), Markup.command(String.join("; ", words)));
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
