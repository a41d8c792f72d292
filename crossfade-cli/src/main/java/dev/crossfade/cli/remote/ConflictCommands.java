package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rows about which both stacks have something to say. */
final class ConflictCommands {

  private static final Columns CONFLICT =
      Columns.of("id", "kind", "source", "entity", "key", "what");

  private ConflictCommands() {}

  @Command(
      name = "conflicts",
      description = "Writes that passed a fence, and rows that could not be brought back.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new ListConflicts(environment));
    group.addSubcommand(new SettleCommand(environment));
    return group;
  }

  private static String path(String migration) {
    return MigrationCommands.path(migration) + "/conflicts";
  }

  @Command(
      name = "list",
      description = {
        "Lists what waits for people, with keys of rows and without their values.",
        "Nobody is moved to the new stack while something waits."
      },
      mixinStandardHelpOptions = true)
  private static final class ListConflicts extends ListCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    ListConflicts(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return ConflictCommands.path(name);
    }

    @Override
    Columns columns() {
      return CONFLICT;
    }

    @Override
    List<String> next() {
      return List.of("crossfade migration conflicts settle " + name + " --id ID --reason TEXT");
    }
  }

  @Command(
      name = "settle",
      description = {
        "Decides that somebody has seen to what waits; who and why is in the audit log.",
        "Changes no data: crossfade conflicts settle --apply brings a write past a fence into the"
            + " target."
      },
      mixinStandardHelpOptions = true)
  private static final class SettleCommand extends ChangeCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    @Option(
        names = "--id",
        required = true,
        paramLabel = "ID",
        description = "This one. May be repeated.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    SettleCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Map<String, Object> wish = new TreeMap<>(Map.of("ids", ids, "reason", reason));
      String path = path(name) + ":settle";
      if (dryRun()) {
        return would("POST", path, wish);
      }
      JsonNode settled = api().post(path, wish).json();
      List<JsonNode> rows = new ArrayList<>();
      settled.path("conflicts").forEach(rows::add);
      print(settled, rows, CONFLICT);
      note(settled.path("rows").asLong() + " settled");
      return Ends.OK;
    }
  }
}
