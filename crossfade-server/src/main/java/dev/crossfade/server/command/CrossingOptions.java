package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.View;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.server.wiring.Recall;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands take that move clients, or look at that. */
final class CrossingOptions {
  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--route-key",
      paramLabel = "FILE",
      description =
          "File of the key that signs route records. Default: route.key of the data folder.")
  private @Nullable Path key;

  /** Opens everything that the folder names. */
  Crossings open(Console console) {
    return Crossings.open(folder.folder(), folder.data(), key, console.environment());
  }

  /** Opens what a move is taken back by. */
  Recall recall(Console console) {
    return Recall.open(folder.folder(), folder.data(), key, console.environment());
  }

  /** Opens the audit log, with the key of the data folder. */
  Audits audits(Console console) {
    return Audits.open(folder.folder(), folder.data(), null, console.environment());
  }

  void print(View view, Console console) {
    output.print(view, console);
  }

  String folder() {
    return folder.folder().toString();
  }

  Path data() {
    return folder.data();
  }
}
