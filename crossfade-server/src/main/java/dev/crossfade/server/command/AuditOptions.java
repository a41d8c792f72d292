package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Audits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands about the audit log take. */
final class AuditOptions {

  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "File of the log's key. Default: audit/key in the data folder.")
  private @Nullable Path key;

  Audits open(Console console) {
    return Audits.open(folder.folder(), folder.data(), key, console.environment());
  }

  Path folder() {
    return folder.folder();
  }
}
