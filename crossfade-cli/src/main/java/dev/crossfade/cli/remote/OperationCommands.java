package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.UrlPath;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Long work on a server. */
final class OperationCommands {

  private OperationCommands() {}

  @Command(
      name = "operation",
      description = "Long work on a server.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  static CommandLine of(Map<String, String> environment) {
    CommandLine group = new CommandLine(new Group());
    group.addSubcommand(new ListOperations(environment));
    group.addSubcommand(new ShowCommand(environment));
    return group;
  }

  @Command(
      name = "list",
      description = "Lists long work on a migration, the latest first.",
      mixinStandardHelpOptions = true)
  private static final class ListOperations extends ListCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the migration.")
    private String name = "";

    ListOperations(Map<String, String> environment) {
      super(environment);
    }

    @Override
    String path() {
      return MigrationCommands.path(name) + "/operations";
    }

    @Override
    Columns columns() {
      return WaitOption.OPERATION;
    }

    @Override
    List<String> next() {
      return List.of("crossfade operation show ID --wait");
    }
  }

  @Command(
      name = "show",
      description = "Shows how far long work is.",
      mixinStandardHelpOptions = true)
  private static final class ShowCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "Id of the operation.")
    private String id = "";

    @Mixin private WaitOption wait = new WaitOption();

    ShowCommand(Map<String, String> environment) {
      super(environment);
    }

    @Override
    int run() {
      Api api = api();
      JsonNode operation =
          wait.settle(api, api.get(UrlPath.of(Waiting.OPERATIONS, id)).json(), this::note);
      show(operation, WaitOption.OPERATION);
      return Waiting.end(operation);
    }
  }
}
