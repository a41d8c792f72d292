package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks something of a migration, of the state in which it is at that moment. */
@Command(mixinStandardHelpOptions = true)
final class ActionCommand extends RemoteCommand {

  private final Action action;

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Mixin private WaitOption wait = new WaitOption();

  ActionCommand(Map<String, String> environment, Action action) {
    super(environment);
    this.action = action;
  }

  @Override
  int run() {
    Api api = api();
    String path = MigrationCommands.PATH + "/" + name;
    JsonNode seen = api.get(path).json();
    JsonNode begun =
        api.with("If-Match", MigrationCommands.tag(seen))
            .post(path + ":" + action.word(), null)
            .json();
    JsonNode operation = wait.settle(api, begun, err()::println);
    show(operation, WaitOption.OPERATION);
    if (shape() == Shape.TABLE && operation.path("state").asText().equals("RUNNING")) {
      String look = "crossfade operation show " + operation.path("id").asText();
      err()
          .println(
              seen.has("owner")
                  ? "next: " + look
                  : "note: nobody carries it out yet; next: " + look);
    }
    return Waiting.end(operation);
  }
}
