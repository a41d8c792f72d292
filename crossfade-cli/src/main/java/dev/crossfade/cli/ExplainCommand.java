package dev.crossfade.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.cli.ProblemCodes.Entry;
import dev.crossfade.cli.remote.Columns;
import dev.crossfade.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a problem code means. */
@Command(
    name = "explain",
    description = "Says what a problem code such as CF-1203 means; without one lists all.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  private static final Columns CODES = Columns.of("code", "who", "meaning");

  @Parameters(paramLabel = "CODE", arity = "0..1", description = "For example CF-1203.")
  private @Nullable String code;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    List<Entry> found = found();
    if (found.isEmpty()) {
      Problem problem =
          Problem.of(
              CliProblem.UNKNOWN_CODE,
              "there is no problem code " + code,
              "codes have the form CF-nnnn",
              "`crossfade explain` lists all");
      line.getErr().println(problem.render());
      return Failures.NOT_FOUND;
    }
    ObjectNode json = json(found);
    output.print(
        line.getOut(),
        json,
        json.path("codes"),
        CODES,
        () -> found.stream().map(ExplainCommand::text).toList());
    return 0;
  }

  private List<Entry> found() {
    if (code == null) {
      return ProblemCodes.all();
    }
    String wanted = code.toUpperCase(Locale.ROOT);
    String text = wanted.startsWith("CF-") ? wanted : "CF-" + wanted;
    return ProblemCodes.all().stream().filter(entry -> entry.text().equals(text)).toList();
  }

  private static String text(Entry entry) {
    return entry.text() + "  " + entry.meaning() + " " + entry.acts();
  }

  private static ObjectNode json(List<Entry> found) {
    ObjectNode json = Json.document("ProblemCodes");
    ArrayNode codes = json.putArray("codes");
    for (Entry entry : found) {
      codes
          .addObject()
          .put("code", entry.text())
          .put("who", entry.who())
          .put("meaning", entry.meaning());
    }
    Json.next(json, List.of());
    return json;
  }
}
