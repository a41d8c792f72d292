package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks something of a migration, of the state in which it is at that moment. */
@Command(mixinStandardHelpOptions = true)
class ActionCommand extends ChangeCommand {

  private final Action action;

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Mixin private final WaitOption wait = new WaitOption();

  ActionCommand(Map<String, String> environment, Action action) {
    super(environment);
    this.action = action;
  }

  /** What is sent along; null for nothing. */
  @Nullable Object body() {
    return null;
  }

  /**
   * The operation once it is known whether anything was asked for.
   *
   * @param begun as the server answered
   */
  JsonNode asked(Api api, JsonNode begun, WaitOption wait) {
    return begun;
  }

  @Override
  final int run() {
    Api api = api();
    String path = MigrationCommands.path(name);
    JsonNode seen = api.get(path).json();
    if (dryRun()) {
      mustBePossible(seen);
      return would("POST", path + ":" + action.word(), body());
    }
    JsonNode begun =
        api.with("If-Match", MigrationCommands.tag(seen))
            .post(path + ":" + action.word(), body())
            .json();
    wait.tell(begun, this::note);
    JsonNode operation = wait.settle(api, asked(api, begun, wait), this::note);
    show(operation, WaitOption.OPERATION);
    if (operation.has("error")) {
      return Waiting.failed(operation, err());
    }
    if (!seen.has("owner") && operation.path("state").asText().equals("RUNNING")) {
      note("note: nobody carries it out yet");
    }
    return Waiting.end(operation);
  }

  private void mustBePossible(JsonNode seen) {
    for (JsonNode possible : seen.path("actions")) {
      if (possible.asText().equals(action.word())) {
        return;
      }
    }
    throw Problem.of(
            ClientProblem.NOT_NOW,
            action.word() + " is not possible now",
            name + " is in phase " + seen.path("phase").asText(),
            "possible are " + seen.path("actions"))
        .raise();
  }
}
