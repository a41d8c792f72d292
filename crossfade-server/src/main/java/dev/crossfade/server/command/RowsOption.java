package dev.crossfade.server.command;

import dev.crossfade.server.wiring.ParkedRows;
import dev.crossfade.spi.target.Selection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows in quarantine are meant. */
final class RowsOption {

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

  /** The rows. */
  Selection of(ParkedRows rows) {
    return rows.selection(which.all ? null : which.group, row);
  }
}
