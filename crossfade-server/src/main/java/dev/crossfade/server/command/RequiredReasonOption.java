package dev.crossfade.server.command;

import picocli.CommandLine.Option;

/** Why something is done that has to be answered for. */
final class RequiredReasonOption {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record.")
  private String text = "";

  String text() {
    return text;
  }
}
