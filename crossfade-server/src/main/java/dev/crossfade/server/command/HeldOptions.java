package dev.crossfade.server.command;

import dev.crossfade.server.wiring.DriftDesk;
import dev.crossfade.spi.target.HeldTable;
import java.util.List;
import picocli.CommandLine.Option;

/** Which altered tables a command is about. */
final class HeldOptions {

  @Option(
      names = "--table",
      paramLabel = "SOURCE:SCHEMA.TABLE",
      description = "Only this table. Default: all that wait for a decision.")
  private String table = "";

  List<HeldTable> of(DriftDesk desk) {
    return desk.undecided(table);
  }
}
