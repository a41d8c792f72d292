package dev.crossfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.remote.Columns;
import dev.crossfade.codec.problem.ProblemRenderer;
import dev.crossfade.core.problem.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a specification folder without touching any database. */
@Command(
    name = "validate",
    description =
        "Checks a specification folder; with catalog.lock also tables, columns and expressions.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  private static final Columns PROBLEMS =
      Columns.of("code", "file", "line", "column", "what", "why", "fix");

  @Mixin private FolderOptions options = new FolderOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Validation validation = Validation.of(options.folder(), options.environment());
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    ObjectNode json = json(validation);
    options
        .output()
        .print(
            line.getOut(),
            json,
            json.path("problems"),
            PROBLEMS,
            () -> text(validation, line.getErr()));
    return validation.problems().isEmpty() ? 0 : Failures.INVALID;
  }

  private ObjectNode json(Validation validation) {
    ObjectNode json = Json.document("Validation");
    json.put("valid", validation.problems().isEmpty());
    json.put("depth", validation.depth().name().toLowerCase(Locale.ROOT));
    if (validation.contentHash() != null) {
      json.put("contentHash", validation.contentHash());
    }
    if (validation.gitCommit() != null) {
      json.put("gitCommit", validation.gitCommit());
    }
    Json.problems(json, validation.problems());
    Json.next(json, next(validation));
    return json;
  }

  private List<String> next(Validation validation) {
    if (!validation.problems().isEmpty()) {
      return validation.problems().stream()
          .map(problem -> "crossfade explain " + problem.code().text())
          .distinct()
          .toList();
    }
    String command = validation.depth() == Validation.Depth.FULL ? "plan " : "discover ";
    return List.of("crossfade " + command + options.folder());
  }

  /** What is wrong is told as problems always are. */
  private List<String> text(Validation validation, PrintWriter err) {
    List<Problem> problems = validation.problems();
    if (!problems.isEmpty()) {
      err.print(new ProblemRenderer(options.folder()).render(problems));
      err.flush();
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("valid: " + validation.summary());
    lines.add("  content  " + validation.contentHash());
    if (validation.gitCommit() != null) {
      lines.add("  commit   " + validation.gitCommit());
    }
    if (validation.depth() == Validation.Depth.STRUCTURE) {
      lines.add(
          "  note     there is no catalog.lock: tables, columns and expressions were not checked;");
      lines.add("           `crossfade discover DIR` writes it");
    }
    return lines;
  }
}
