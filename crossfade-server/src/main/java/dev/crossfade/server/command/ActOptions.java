package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.ActView;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands take that decide something about a folder, and have to say why. */
final class ActOptions {
  @Mixin private final FolderArgument folder = new FolderArgument();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Only tells what would be done.")
  private boolean dryRun;

  Path folder() {
    return folder.folder();
  }

  String reason() {
    return reason;
  }

  boolean dryRun() {
    return dryRun;
  }

  void print(ActView view, Console console) {
    output.print(view, console);
  }
}
