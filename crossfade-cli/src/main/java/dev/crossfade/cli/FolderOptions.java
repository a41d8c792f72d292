package dev.crossfade.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all commands take that only read the folder of a specification. */
final class FolderOptions {

  @Parameters(paramLabel = "DIR", description = "Folder with crossfade.yaml.", defaultValue = ".")
  private Path folder = Path.of(".");

  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      defaultValue = "${env:CROSSFADE_ENVIRONMENT}",
      description =
          "Whose overlay is laid over the folder: overlays/NAME.yaml. Default: the variable"
              + " CROSSFADE_ENVIRONMENT, else none.")
  private @Nullable String environment;

  Path folder() {
    return folder;
  }

  OutputOption output() {
    return output;
  }

  /** Whose overlay is laid over the folder; null for none. */
  @Nullable String environment() {
    return environment;
  }
}
