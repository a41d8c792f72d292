package dev.crossfade.cli.remote;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which rows of production are to be made right, of a migration here or on a server. */
public final class RepairRows {
  @Option(
      names = "--keys",
      paramLabel = "KEY",
      split = ",",
      description = "Rows with these keys in production, if the key is one column.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The row with this key, as verify names it. Repeatable.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--differing", description = "Rows that the latest verdict names, 1,000 at most.")
  private boolean differing;

  @Option(names = "--all", description = "All rows.")
  private boolean all;

  /** Keys that were given. */
  public List<String> named() {
    List<String> named = new ArrayList<>(values);
    named.addAll(keys);
    return named;
  }

  /** Whether those are meant that the latest verdict names. */
  public boolean differing() {
    return differing;
  }

  /** Whether all rows are meant. */
  public boolean all() {
    return all;
  }

  /** As a server calls what is meant. */
  String which() {
    if (all) {
      return "ALL";
    }
    return differing ? "DIFFERING" : "KEYS";
  }
}
