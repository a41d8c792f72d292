package dev.crossfade.server.command;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Audits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the whole audit log into a file. */
@Command(
    name = "export",
    description =
        "Signs the audit log and writes all of it into a bundle for audit verify. Exit code 3 when it"
            + " is not what was signed.",
    mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AuditOptions options = new AuditOptions();

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      required = true,
      description = "Where to write it.")
  private Path bundle = Path.of("");

  AuditExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    try (Audits audits = options.open(console)) {
      long leaves = BundleOutput.write(bundle, out -> audits.audit().export(out, problems::add));
      problems.forEach(problem -> console.say(problem.render()));
      console.say("wrote " + leaves + " leaves; next: crossfade audit verify " + bundle);
    }
    return (problems.isEmpty() ? Exit.OK : Exit.NOT_PROVEN).code();
  }
}
