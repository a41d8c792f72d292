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

  @Mixin private final RequiredReasonOption reason = new RequiredReasonOption();

  @Option(names = "--dry-run", description = "Only tells what would be done.")
  private boolean dryRun;

  Path folder() {
    return folder.folder();
  }

  String reason() {
    return reason.text();
  }

  boolean dryRun() {
    return dryRun;
  }

  void print(ActView view, Console console) {
    output.print(view, console);
  }
}
