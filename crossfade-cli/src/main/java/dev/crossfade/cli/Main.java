package dev.crossfade.cli;

import dev.crossfade.cli.remote.RemoteCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The entry point of what works offline, and of what asks a server. */
@Command(
    name = "crossfade",
    description = "Migrates live systems and proves that nothing was lost.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ValidateCommand.class,
      ReversibilityCommand.class,
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

  /** All commands: those that work offline, and those that ask a server. */
  public static CommandLine commands(Map<String, String> environment) {
    CommandLine line = new CommandLine(new Main());
    RemoteCommands.addTo(line, environment);
    return line;
  }

  /** Runs a command and returns its exit code; the numbers are those of all commands. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(out, err, System.getenv(), arguments);
  }

  /** The same in another environment. */
  public static int run(
      PrintWriter out, PrintWriter err, Map<String, String> environment, String... arguments) {
    CommandLine line = commands(environment);
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
