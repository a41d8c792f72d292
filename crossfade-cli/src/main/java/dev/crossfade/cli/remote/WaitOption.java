package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Whether to wait for long work. */
final class WaitOption {

  static final Columns OPERATION =
      Columns.of(
          "id", "kind", "migration", "state", "phase", "done", "steps", "overtakenBy", "why");

  @Option(names = "--wait", description = "Waits until the work has ended.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "Longest time to wait; the work itself goes on. Default: ${DEFAULT-VALUE}.")
  private long timeout;

  /** The operation as it is, or as it ended. */
  JsonNode settle(Api api, JsonNode operation, Consumer<String> progress) {
    if (!wait) {
      return operation;
    }
    String path = "/api/v1/operations/" + operation.path("id").asText();
    return Waiting.until(api, path, Duration.ofSeconds(timeout), progress);
  }
}
