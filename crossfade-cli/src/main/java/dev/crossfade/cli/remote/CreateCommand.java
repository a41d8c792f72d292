package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.SpecificationFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a specification folder to a server. */
@Command(
    name = "create",
    description = "Describes a new migration on a server, by a specification folder.",
    mixinStandardHelpOptions = true)
final class CreateCommand extends ChangeCommand {

  @Parameters(paramLabel = "DIR", description = "Folder with crossfade.yaml.")
  private Path folder = Path.of(".");

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      description = "Whose overlay is laid over the folder: overlays/NAME.yaml.")
  private @Nullable String overlay;

  CreateCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("files", SpecificationFiles.in(folder));
    if (overlay != null) {
      body.put("environment", overlay);
    }
    String path = MigrationCommands.PATH;
    if (dryRun()) {
      note("checked only; nothing is made");
      path += "?dry_run=true";
    }
    return show(api().post(path, body).json(), MigrationCommands.MIGRATION);
  }
}
