package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the server look at everything that has to hold before clients are moved. */
@Command(
    name = "preflight",
    description = {
      "Looks at everything that has to hold before clients are moved, and changes nothing.",
      "Ends with exit code 4 when something does not."
    },
    mixinStandardHelpOptions = true)
final class PreflightCommand extends RemoteCommand {

  private static final Columns ITEMS =
      Columns.of("item", "state", "value", "limit", "ageMillis=age");

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Option(
      names = "--to",
      paramLabel = "STACK",
      defaultValue = "new",
      description = "The stack: new, or legacy for a way back. Default: ${DEFAULT-VALUE}.")
  private String to = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  PreflightCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    Api api = api();
    String path = MigrationCommands.path(name) + ":preflight";
    JsonNode begun = api.post(path, Map.of("to", to)).json();
    JsonNode ended = Waiting.end(api, begun, Duration.ofSeconds(seconds), this::note);
    return ended.path("state").asText().equals("SUCCEEDED")
        ? show(ended.path("result"))
        : Waiting.failed(ended, err());
  }

  /** Tells what does not pass, why, and what to do about it. */
  static void wrong(JsonNode list, Consumer<String> told) {
    for (JsonNode item : list.path("items")) {
      if (!item.path("state").asText().equals("pass")) {
        told.accept(item.path("item").asText() + ": " + item.path("why").asText());
        told.accept("  fix: " + item.path("fix").asText());
      }
    }
  }

  private int show(JsonNode list) {
    List<JsonNode> items = new ArrayList<>();
    list.path("items").forEach(items::add);
    print(list, items, ITEMS);
    note(list.path("summary").asText());
    wrong(list, this::note);
    if (shape() == Shape.TABLE) {
      list.path("next_steps").forEach(step -> note("next: " + step.asText()));
    }
    return list.path("go").asBoolean() ? Ends.OK : Ends.BLOCKED;
  }
}
