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
          "id",
          "kind",
          "migration",
          "state",
          "phase",
          "done",
          "steps",
          "overtakenBy=overtaken-by",
          "why");

  @Option(names = "--wait", description = "Waits until the work has ended.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "Longest time to wait; the work itself goes on. Default: ${DEFAULT-VALUE}.")
  private long timeout;

  /** The operation once it is in the journal, or has ended before. */
  JsonNode recorded(Api api, JsonNode operation, Consumer<String> progress) {
    return Waiting.until(
        api,
        path(operation),
        Duration.ofSeconds(timeout),
        progress,
        now -> now.has("phase") || Waiting.ended(now));
  }

  private static String path(JsonNode operation) {
    return "/api/v1/operations/" + operation.path("id").asText();
  }

  /** The operation as it is, or as it ended. */
  JsonNode settle(Api api, JsonNode operation, Consumer<String> progress) {
    if (!wait) {
      return operation;
    }
    return Waiting.until(api, path(operation), Duration.ofSeconds(timeout), progress);
  }
}
