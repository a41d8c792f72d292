package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Initialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a specification for existing databases. */
@Command(
    name = "init",
    description = "Writes a complete, runnable specification for existing databases.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--source",
      paramLabel = "URL",
      required = true,
      description =
          "Database to leave: postgresql://, mariadb:// or mysql://; may be repeated. User and"
              + " password from the URL or from CROSSFADE_SOURCE_USER and"
              + " CROSSFADE_SOURCE_PASSWORD.")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "URL",
      required = true,
      description =
          "Database to move to: postgresql://. User and password from the URL or from"
              + " CROSSFADE_TARGET_USER and CROSSFADE_TARGET_PASSWORD.")
  private String target = "";

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      defaultValue = "public",
      description = "Schema of the target's tables. Default: ${DEFAULT-VALUE}.")
  private String schema = "public";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the migration. Default: made from the folder's name.")
  private @Nullable String name;

  @Parameters(index = "0", paramLabel = "DIR", description = "Folder to write, new or empty.")
  private Path folder = Path.of(".");

  @Mixin private DatabaseTlsOptions tls = new DatabaseTlsOptions();

  @Mixin private OutputOption output = new OutputOption();

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Initialization.Wishes wishes =
        new Initialization.Wishes(List.copyOf(sources), target, schema, name, folder, tls.said());
    output.print(Initialization.run(wishes, console.environment()), console);
    return Exit.OK.code();
  }
}
