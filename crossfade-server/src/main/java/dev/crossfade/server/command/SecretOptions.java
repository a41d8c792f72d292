package dev.crossfade.server.command;

import dev.crossfade.server.api.ReleasedSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What of this machine the specifications of others may refer to. */
final class SecretOptions {

  @Option(
      names = "--secret-env",
      paramLabel = "PATTERN",
      description =
          "Environment variables that specifications may refer to, with * for any characters; may be"
              + " repeated. Default: none.")
  private List<String> secretEnv = new ArrayList<>();

  @Option(
      names = "--secret-files",
      paramLabel = "FOLDER",
      description =
          "Folder of files that specifications may refer to; may be repeated. Default: none.")
  private List<Path> secretFiles = new ArrayList<>();

  ReleasedSecrets released() {
    return new ReleasedSecrets(secretEnv, secretFiles);
  }
}
