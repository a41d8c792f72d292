package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes back a move of clients. */
@Command(
    name = "abort",
    description = {
      "Takes back a move of clients that is under way, there or back, as long as the record does not"
          + " name the other stack, and a wish whose list is still being made. Waits until writes go"
          + " on where they were.",
      "Ends with exit code 4 when nobody is being moved, or it is too late."
    },
    mixinStandardHelpOptions = true)
final class AbortCommand extends ChangeCommand {

  private static final Columns ABORTED = Columns.of("migration", "writes", "epoch", "withdrawn");

  @Parameters(paramLabel = "NAME", description = "Name of the migration.")
  private String name = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  AbortCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() {
    String path = MigrationCommands.path(name) + ":abort";
    if (dryRun()) {
      return would("POST", path, null);
    }
    Api api = api();
    JsonNode begun = api.post(path, null).json();
    JsonNode ended = Waiting.end(api, begun, Duration.ofSeconds(seconds), this::note);
    if (!ended.path("state").asText().equals("SUCCEEDED")) {
      return Waiting.failed(ended, err());
    }
    note(ended.path("result").path("summary").asText());
    return show(ended.path("result"), ABORTED);
  }
}
