package dev.crossfade.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.Progress;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.run.Difficulties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the migration is, as the interface tells it.
 *
 * @param json of {@code GET /migrations/…/progress}
 */
record Moment(JsonNode json) {

  Phase phase() {
    return Phase.valueOf(json.path("phase").asText());
  }

  /** Whether the server carries it out at this moment. */
  boolean owned() {
    return json.path("seenBy").asText().equals("OWNER");
  }

  /** Everything is published, and followed. */
  boolean live() {
    return owned() && phase().live();
  }

  /** Some source that goes on is more than this behind. */
  boolean behind(Duration most) {
    for (JsonNode stream : json.path("streams")) {
      boolean goesOn = !stream.path("state").asText().equals("STOPPED");
      if (goesOn && stream.path("lagMillis").asLong(Long.MAX_VALUE) > most.toMillis()) {
        return true;
      }
    }
    return false;
  }

  long quarantined() {
    return json.path("quarantined").asLong();
  }

  long applied() {
    return sum("applied");
  }

  private long sum(String count) {
    long sum = 0;
    for (JsonNode stream : json.path("streams")) {
      sum += stream.path(count).asLong();
    }
    return sum;
  }

  @Nullable String mappingVersion() {
    return json.path("mappingVersion").textValue();
  }

  Report.@Nullable Backfill backfill() {
    JsonNode done = json.path("backfill");
    return done.isMissingNode()
        ? null
        : new Report.Backfill(
            done.path("rows").asLong(),
            done.path("seconds").asDouble(),
            done.path("rowsPerSecond").asDouble());
  }

  Report.@Nullable Seam seam() {
    JsonNode done = json.path("seam");
    return done.isMissingNode()
        ? null
        : new Report.Seam(done.path("seconds").asDouble(), done.path("changes").asLong());
  }

  /** The latest move of the clients. */
  CrossingMoment crossing() {
    return new CrossingMoment(json.path("crossing"));
  }

  /** What cannot go on, in words. */
  List<String> stopped() {
    List<String> stopped = new ArrayList<>();
    json.path("stopped")
        .forEach(one -> stopped.add(one.path("code").asText() + ": " + one.path("what").asText()));
    return stopped;
  }

  List<Difficulties.Met> troubles() {
    List<Difficulties.Met> troubles = new ArrayList<>();
    json.path("troubles").forEach(one -> troubles.add(met(one)));
    return troubles;
  }

  private static Difficulties.Met met(JsonNode one) {
    List<String> waiting = new ArrayList<>();
    one.path("waiting").forEach(task -> waiting.add(task.asText()));
    return new Difficulties.Met(
        one.path("about").asText(),
        one.path("code").asText(),
        one.path("what").asText(),
        one.path("why").asText(""),
        one.path("fix").asText(""),
        Instant.parse(one.path("since").asText()),
        waiting);
  }

  List<Difficulties.Halt> halts() {
    List<Difficulties.Halt> halts = new ArrayList<>();
    for (JsonNode one : json.path("stopped")) {
      if (one.has("source")) {
        halts.add(
            new Difficulties.Halt(
                one.path("source").asText(),
                one.path("code").asText(),
                one.path("what").asText(),
                one.path("why").asText(""),
                one.path("fix").asText("")));
      }
    }
    return halts;
  }

  /** As something to show. */
  Progress shown() {
    return switch (phase()) {
      case DRAFT, PREPARING -> plain("preparing target, logs and capture");
      case BACKFILLING -> history();
      case SYNCING, PUBLISHING -> plain("applying held changes and publishing");
      case VERIFYING, WINDOW_VERIFYING ->
          new Progress("verifying", json.path("comparedRows").asLong(), -1, " rows read", "", null);
      case LIVE, RELOADING, CUTOVER, WINDOW, ROLLBACK, PAUSED, STOPPED, FAILED, COMPLETED ->
          new Progress("live", applied(), -1, " changes applied", "", null);
    };
  }

  private Progress plain(String title) {
    return new Progress(title, sum("held"), -1, " changes held", "", null);
  }

  private Progress history() {
    JsonNode history = json.path("history");
    JsonNode most = history.at("/remainingSeconds/most");
    return new Progress(
        "copying history",
        history.path("rows").asLong(),
        history.path("expectedRows").asLong(-1),
        " rows",
        history.has("rowsPerSecond") ? Words.rate(history.path("rowsPerSecond").asDouble()) : "",
        most.isMissingNode() ? null : Duration.ofMillis((long) (most.asDouble() * 1000)));
  }
}
