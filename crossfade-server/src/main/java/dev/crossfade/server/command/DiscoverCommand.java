package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Discovery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is in a source. */
@Command(
    name = "discover",
    description = "Shows a source's tables and what stands in the way of migrating them.",
    mixinStandardHelpOptions = true)
final class DiscoverCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--source",
      paramLabel = "URL",
      required = true,
      description =
          "Database to look at: postgresql://, mariadb:// or mysql://. User and password from the"
              + " URL or from CROSSFADE_SOURCE_USER and CROSSFADE_SOURCE_PASSWORD.")
  private String source = "";

  @Mixin private DatabaseTlsOptions tls = new DatabaseTlsOptions();

  @Mixin private OutputOption output = new OutputOption();

  DiscoverCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    output.print(Discovery.of(source, tls.said(), console.environment()), console);
    return Exit.OK.code();
  }
}
