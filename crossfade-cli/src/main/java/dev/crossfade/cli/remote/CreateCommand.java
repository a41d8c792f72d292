package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a specification folder to a server. */
@Command(
    name = "create",
    description = "Describes a new migration on a server, by a specification folder.",
    mixinStandardHelpOptions = true)
final class CreateCommand extends RemoteCommand {

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
    body.put("files", files());
    if (overlay != null) {
      body.put("environment", overlay);
    }
    return show(api().post(MigrationCommands.PATH, body).json(), MigrationCommands.MIGRATION);
  }

  /** YAML only, and nothing in folders that begin with a dot. */
  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder, 6)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".yaml") && !name.startsWith(".") && !name.contains("/.")) {
          files.put(name, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw Problem.of(
              ClientProblem.BAD_CONTEXTS,
              "the folder " + folder + " cannot be read",
              e.getClass().getSimpleName(),
              "name the folder that holds crossfade.yaml")
          .raise(e);
    }
    return files;
  }
}
