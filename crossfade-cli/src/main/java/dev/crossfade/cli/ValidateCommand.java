package dev.crossfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.codec.problem.ProblemRenderer;
import dev.crossfade.core.problem.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Mixin private FolderOptions options = new FolderOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Validation validation = Validation.of(options.folder(), options.environment());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (options.output() == Output.JSON) {
      out.println(json(validation).toPrettyString());
    } else {
      text(validation, out, spec.commandLine().getErr());
    }
    return validation.problems().isEmpty() ? 0 : Failures.INVALID;
  }

  private static ObjectNode json(Validation validation) {
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
    return json;
  }

  private void text(Validation validation, PrintWriter out, PrintWriter err) {
    List<Problem> problems = validation.problems();
    if (!problems.isEmpty()) {
      err.print(new ProblemRenderer(options.folder()).render(problems));
      err.flush();
      return;
    }
    out.println("valid: " + validation.summary());
    out.println("  content  " + validation.contentHash());
    if (validation.gitCommit() != null) {
      out.println("  commit   " + validation.gitCommit());
    }
    if (validation.depth() == Validation.Depth.STRUCTURE) {
      out.println(
          "  note     there is no catalog.lock: tables, columns and expressions were not checked;");
      out.println("           `crossfade discover DIR` writes it");
    }
  }
}
