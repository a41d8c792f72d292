package dev.crossfade.cli.remote;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows in quarantine are meant, of a migration here or on a server. */
public final class ParkedRowsOption {

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Option(
      names = "--row",
      paramLabel = "KEY",
      description = "Only the row with this source key, as quarantine show --show-values tells it.")
  private @Nullable String row;

  /** One of the two has to be said. */
  static final class Which {
    @Option(
        names = "--group",
        paramLabel = "GROUP",
        description = "Rows of this group, as quarantine list names it.")
    private @Nullable String group;

    @Option(names = "--all", description = "All rows in quarantine.")
    private boolean all;
  }

  /** The group; null for all. */
  public @Nullable String group() {
    return which.all ? null : which.group;
  }

  /** Source key of the only row that is meant; null for all. */
  public @Nullable String row() {
    return row;
  }
}
