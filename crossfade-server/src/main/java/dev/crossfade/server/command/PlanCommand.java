package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Planning;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a run will do. */
@Command(
    name = "plan",
    description =
        "Shows the exact steps a run will take, and what it leaves out and why. Where databases are"
            + " away it goes by catalog.lock, and says so.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

  /** What to ask. */
  enum From {
    EITHER,
    DATABASES,
    LOCK
  }

  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(
      names = "--from",
      paramLabel = "WHAT",
      defaultValue = "either",
      description =
          "What to go by: databases (fails when one is away), lock (asks none and needs no password)"
              + " or either. Default: ${DEFAULT-VALUE}.")
  private From from = From.EITHER;

  @Mixin private OutputOption output = new OutputOption();

  PlanCommand(Console console) {
    this.console = console;
  }

  /** There is nothing to switch off. */
  @Option(names = "--dry-run", description = "Accepted for symmetry: plan never changes anything.")
  void dryRun(@SuppressWarnings("unused") boolean wanted) {}

  @Override
  public Integer call() {
    Planning planning = planning(folder.folder(), console.environment());
    output.print(planning.view(folder.folder().toString()), console);
    return (planning.plan().blocked() ? Exit.BLOCKED : Exit.OK).code();
  }

  private Planning planning(Path path, Map<String, String> environment) {
    return switch (from) {
      case DATABASES -> Planning.ofDatabases(path, environment);
      case LOCK -> Planning.ofLock(path, environment);
      case EITHER -> Planning.ofEither(path, environment);
    };
  }
}
