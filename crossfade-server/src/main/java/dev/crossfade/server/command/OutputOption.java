package dev.crossfade.server.command;

import dev.crossfade.cli.remote.Shape;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Format;
import dev.crossfade.server.view.View;
import picocli.CommandLine.Option;

/** The shape of a result. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Shape.Names.class,
      description = "Shape of the result: table, json, yaml or csv. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TABLE;

  void print(View view, Console console) {
    view.print(console, format);
  }

  Format format() {
    return format;
  }
}
