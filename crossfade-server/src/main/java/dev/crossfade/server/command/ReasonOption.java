package dev.crossfade.server.command;

import picocli.CommandLine.Option;

/** Why something is asked for, if somebody says so. */
final class ReasonOption {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for the record.")
  private String text = "";

  String text() {
    return text;
  }
}
