package dev.crossfade.server.command;

import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.CheckReport.FailOn;
import picocli.CommandLine.Option;

/** Which findings matter to whoever asks. */
final class FailOnOption {
  @Option(
      names = "--fail-on",
      paramLabel = "WHEN",
      defaultValue = "error",
      description = "Which findings end it with exit code 3: error, warn or never.")
  private FailOn failOn = FailOn.ERROR;

  /** What a command ends with that has found this. */
  Exit exit(CheckReport report) {
    return report.fails(failOn) ? Exit.NOT_PROVEN : Exit.OK;
  }
}
