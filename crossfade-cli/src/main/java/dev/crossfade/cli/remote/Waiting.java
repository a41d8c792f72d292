package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Away;
import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.cli.client.UrlPath;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Waits until long work has ended. */
final class Waiting {

  static final String OPERATIONS = "/api/v1/operations";

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String AWAY = "the server cannot be reached; it is asked again";

  private Waiting() {}

  /** The operation that was begun, once it is not running any more. */
  static JsonNode end(Api api, JsonNode begun, Duration most, Consumer<String> progress) {
    String id = begun.path("id").asText();
    tell(id, progress);
    return until(api, id, most, progress, Waiting::ended);
  }

  /** Says by which id somebody else can go on waiting. */
  static void tell(String id, Consumer<String> progress) {
    progress.accept("operation " + id + "; crossfade operation show " + id + " --wait waits, too");
  }

  /** Whether an operation is not running any more. */
  static boolean ended(JsonNode operation) {
    return !operation.path("state").asText().equals("RUNNING");
  }

  /** The operation once it is so far; a server that is away meanwhile is asked again. */
  static JsonNode until(
      Api api, String id, Duration most, Consumer<String> progress, Predicate<JsonNode> soFar) {
    long end = System.nanoTime() + most.toNanos();
    String said = "";
    while (true) {
      Optional<JsonNode> operation = look(api, UrlPath.of(OPERATIONS, id));
      if (operation.filter(soFar).isPresent()) {
        return operation.get();
      }
      String line = operation.map(Waiting::line).orElse(AWAY);
      if (!line.equals(said)) {
        progress.accept(line);
        said = line;
      }
      if (System.nanoTime() > end) {
        throw Problem.of(
                ClientProblem.TIMED_OUT,
                "the work is not done after " + most.toSeconds() + " s",
                line,
                "look at it again: crossfade operation show " + id)
            .raise();
      }
      rest();
    }
  }

  /** What is there; empty while the server is away. */
  static Optional<JsonNode> look(Api api, String path) {
    try {
      return Optional.of(api.get(path).json());
    } catch (Refusal | ProblemException e) {
      if (Away.is(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String line(JsonNode operation) {
    String phase = operation.path("phase").asText("");
    String what = operation.path("kind").asText() + " of " + operation.path("migration").asText();
    return phase.isEmpty()
        ? what + " is under way"
        : what
            + ": "
            + phase
            + ", "
            + operation.path("done").asInt()
            + " of "
            + operation.path("steps").asInt()
            + " steps done";
  }

  /** Rests a moment before another look. */
  static void rest() {
    rest(LOOK);
  }

  static void rest(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(
              ClientProblem.TIMED_OUT, "waiting was interrupted", "", "the work itself goes on")
          .raise(e);
    }
  }

  /** Tells why work came to nothing. */
  static int failed(JsonNode operation, PrintWriter err) {
    JsonNode problem = operation.path("error");
    err.println("error[" + problem.path("code").asText() + "]: " + problem.path("title").asText());
    err.println("  why: " + problem.path("detail").asText());
    err.println("  fix: " + problem.path("fix").asText());
    return Ends.BLOCKED;
  }

  /** The exit code for how work ended. */
  static int end(JsonNode operation) {
    return switch (operation.path("state").asText()) {
      case "SUCCEEDED" -> Ends.OK;
      case "OVERTAKEN" -> Ends.CONFLICT;
      case "RUNNING" -> Ends.OK;
      // a server says why it could not do it; what a migration came to is in its journal
      default -> operation.has("error") ? Ends.BLOCKED : Ends.NOT_DONE;
    };
  }
}
