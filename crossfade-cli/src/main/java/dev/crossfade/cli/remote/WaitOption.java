package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

  private boolean told;

  /** Says before it is waited by which id somebody can go on waiting. */
  void tell(JsonNode operation, Consumer<String> progress) {
    if (wait) {
      once(operation, progress);
    }
  }

  private void once(JsonNode operation, Consumer<String> progress) {
    if (!told) {
      Waiting.tell(id(operation), progress);
      told = true;
    }
  }

  /** The operation once it is in the journal, or has ended before. */
  JsonNode recorded(Api api, JsonNode operation, Consumer<String> progress) {
    once(operation, progress);
    return until(api, operation, progress, now -> now.has("phase") || Waiting.ended(now));
  }

  /** The operation as it is, or as it ended. */
  JsonNode settle(Api api, JsonNode operation, Consumer<String> progress) {
    return wait ? until(api, operation, progress, Waiting::ended) : operation;
  }

  private JsonNode until(
      Api api, JsonNode operation, Consumer<String> progress, Predicate<JsonNode> soFar) {
    return Waiting.until(api, id(operation), Duration.ofSeconds(timeout), progress, soFar);
  }

  private static String id(JsonNode operation) {
    return operation.path("id").asText();
  }
}
