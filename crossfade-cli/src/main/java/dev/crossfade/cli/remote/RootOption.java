package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.Contexts;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom to believe about a server that is met for the first time. */
final class RootOption {

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description =
          "PEM file with the authority to believe about the server; kept with the context. Default:"
              + " CROSSFADE_SERVER_ROOT, else whom this Java believes.")
  private @Nullable Path root;

  /** The file, wherever one is later; empty for none. */
  String file(Map<String, String> environment) {
    String named = environment.getOrDefault(Contexts.ROOT, "");
    Path file = root == null && !named.isEmpty() ? Path.of(named) : root;
    return file == null ? "" : file.toAbsolutePath().normalize().toString();
  }
}
