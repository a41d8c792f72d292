package dev.crossfade.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The entry point of the offline commands. */
@Command(
    name = "crossfade",
    description = "Migrates live systems and proves that nothing was lost.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ValidateCommand.class,
      ExplainCommand.class,
      FunctionsCommand.class,
      AuditCommand.class,
      VersionCommand.class
    })
public final class Main implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /**
   * Runs a command and returns its exit code: 0 ok, 1 internal error, 2 usage or invalid
   * specification, 3 an audit log that is not intact, 6 not found.
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(Failures::handle);
    try {
      return line.execute(arguments);
    } catch (LinkageError | StackOverflowError | OutOfMemoryError e) {
      return Failures.broken(e, line);
    }
  }

  @Override
  public void run() {
    Objects.requireNonNull(spec).commandLine().usage(spec.commandLine().getOut());
  }
}
