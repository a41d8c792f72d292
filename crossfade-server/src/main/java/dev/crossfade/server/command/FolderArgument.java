package dev.crossfade.server.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The specification's folder and what belongs to it. */
final class FolderArgument {
  @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the specification.")
  private Path folder = Path.of(".");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Folder for embedded services and logs. Default: DIR/.crossfade.")
  private @Nullable Path data;

  Path folder() {
    return folder;
  }

  Path data() {
    return data == null ? folder.resolve(".crossfade") : data;
  }
}
