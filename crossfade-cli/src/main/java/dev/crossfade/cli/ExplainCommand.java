package dev.crossfade.cli;

import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.verify.VerifyProblem;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a problem code means. */
@Command(
    name = "explain",
    description = "Says what a problem code such as CF-1203 means; without one lists all.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CODE", arity = "0..1", description = "For example CF-1203.")
  private @Nullable String code;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    Map<String, String> meanings = meanings();
    if (code == null) {
      meanings.forEach((text, meaning) -> line.getOut().println(text + "  " + meaning));
      return 0;
    }
    String wanted = code.toUpperCase(Locale.ROOT);
    String text = wanted.startsWith("CF-") ? wanted : "CF-" + wanted;
    String meaning = meanings.get(text);
    if (meaning != null) {
      line.getOut().println(text + "  " + meaning);
      return 0;
    }
    Problem problem =
        Problem.of(
            CliProblem.UNKNOWN_CODE,
            "there is no problem code " + code,
            "codes have the form CF-nnnn",
            "`crossfade explain` lists all");
    line.getErr().println(problem.render());
    return Failures.NOT_FOUND;
  }

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new TreeMap<>();
    for (SpecProblem problem : SpecProblem.values()) {
      meanings.put(problem.text(), problem.meaning() + acts(problem));
    }
    for (MappingProblem problem : MappingProblem.values()) {
      meanings.put(problem.text(), problem.meaning() + acts(problem));
    }
    for (CliProblem problem : CliProblem.values()) {
      meanings.put(problem.text(), problem.meaning() + acts(problem));
    }
    for (VerifyProblem problem : VerifyProblem.values()) {
      meanings.put(problem.text(), problem.meaning() + acts(problem));
    }
    for (ClientProblem problem : ClientProblem.values()) {
      meanings.put(problem.text(), problem.meaning() + acts(problem));
    }
    return meanings;
  }

  private static String acts(ProblemCode code) {
    return switch (code.kind()) {
      case OPERATOR -> " The specification or the command has to change.";
      case DATA -> " The row goes to quarantine, everything else flows.";
      case TRANSIENT -> " Crossfade tries again by itself.";
      case ESCALATE -> " Stop and tell a human.";
    };
  }
}
