package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How long the way back is kept open. */
final class WindowCommands {

  private static final Columns EXTENDED = Columns.of("migration", "hours", "version");

  private WindowCommands() {}

  @Command(
      name = "window",
      description = "How long the way back is kept open after a cutover.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    return new CommandLine(new Group()).addSubcommand(new Extend(environment));
  }

  @Command(
      name = "extend",
      description = "Keeps the way back open for longer. Who did so, and why, is on record.",
      mixinStandardHelpOptions = true)
  private static final class Extend extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Option(
        names = "--hours",
        paramLabel = "N",
        required = true,
        description = "By how many hours.")
    private int hours;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    Extend(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Api api = api();
      String migration = MigrationCommands.path(name);
      JsonNode seen = api.get(migration).json();
      Map<String, Object> wish = new TreeMap<>(Map.of("hours", hours, "reason", reason));
      String path = migration + "/window:extend";
      if (dryRun()) {
        return would("POST", path, wish);
      }
      Api expecting = api.with("If-Match", MigrationCommands.tag(seen));
      return show(expecting.post(path, wish).json(), EXTENDED);
    }
  }
}
