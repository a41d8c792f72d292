package dev.crossfade.cli.remote;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Whether to look again and again. */
final class WatchOption {

  @Option(
      names = {"-w", "--watch"},
      description = "Looks again and again, until Ctrl-C or until the migration is over.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "With --watch: time between two looks. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--until",
      paramLabel = "PHASE",
      defaultValue = "",
      description = "With --watch: ends once the migration is in this phase.")
  private String until = "";

  boolean watch() {
    return watch || !until.isEmpty();
  }

  /** Rests; false when the migration is in a phase that is not looked beyond. */
  boolean again(String phase) {
    if (phase.equals("COMPLETED") || phase.equals(until.toUpperCase(Locale.ROOT))) {
      return false;
    }
    try {
      Thread.sleep(Math.max(1, every) * 1000L);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
