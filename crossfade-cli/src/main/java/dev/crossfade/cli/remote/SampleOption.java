package dev.crossfade.cli.remote;

import picocli.CommandLine.Option;

/** How much of rows in quarantine is shown. */
public final class SampleOption {

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5",
      description = "Most rows shown. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--show-values",
      description = "Shows source keys and rows, which are masked otherwise.")
  private boolean values;

  /** Most rows. */
  public int limit() {
    return limit;
  }

  /** Whether keys and values are shown. */
  public boolean values() {
    return values;
  }
}
