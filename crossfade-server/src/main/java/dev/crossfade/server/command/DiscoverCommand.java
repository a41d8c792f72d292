package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.View;
import dev.crossfade.server.wiring.Discovery;
import dev.crossfade.server.wiring.LockFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is in a source, or brings what a folder knows of its sources up to date. */
@Command(
    name = "discover",
    description =
        "Shows a source's tables and what stands in the way of migrating them. With a folder it looks"
            + " at all sources of its specification, and writes catalog.lock anew.",
    mixinStandardHelpOptions = true)
final class DiscoverCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  /** One or the other. */
  static final class Where {
    @Option(
        names = "--source",
        paramLabel = "URL",
        description =
            "Database to look at: postgresql://, mariadb:// or mysql://. User and password from the"
                + " URL or from CROSSFADE_SOURCE_USER and CROSSFADE_SOURCE_PASSWORD.")
    private @Nullable String source;

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "DIR",
        description = "Folder of a specification whose catalog.lock is written anew.")
    private @Nullable Path folder;
  }

  @Mixin private DatabaseTlsOptions tls = new DatabaseTlsOptions();

  @Mixin private OutputOption output = new OutputOption();

  DiscoverCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    output.print(found(), console);
    return Exit.OK.code();
  }

  private View found() {
    Path folder = where.folder;
    return folder == null
        ? Discovery.of(Objects.requireNonNull(where.source), tls.said(), console.environment())
        : LockFile.write(folder, console.environment());
  }
}
