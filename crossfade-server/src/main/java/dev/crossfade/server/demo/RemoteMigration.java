package dev.crossfade.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import dev.crossfade.cli.client.Events;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.cli.client.SpecificationFiles;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.run.RunEvent;
import dev.crossfade.server.run.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demonstration's migration, as any client of the server's interface has it. */
final class RemoteMigration implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteMigration.class);
  private static final String ALL = "/api/v1/migrations";

  private final Api api;
  private final String name;
  private final Timeline timeline = new Timeline();
  private volatile boolean over;

  private RemoteMigration(Api api, String name) {
    this.api = api;
    this.name = name;
  }

  /** Describes the migration, unless the server knows it, and listens to what happens to it. */
  static RemoteMigration of(Api api, String name, Path specification) {
    RemoteMigration migration = new RemoteMigration(api, name);
    if (!migration.known()) {
      api.post(ALL, Map.of("files", SpecificationFiles.in(specification)));
    }
    migration.listen();
    return migration;
  }

  private boolean known() {
    try {
      return api.get(path()).status() == 200;
    } catch (Refusal e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  private String path() {
    return ALL + "/" + name;
  }

  /** From the state in which it is now; what happened before is not told again. */
  private void listen() {
    JsonNode now = api.get(path()).json();
    entered(Instant.now(), now.path("phase").asText());
    Events events = Events.of(api, name, now.path("version").asLong());
    Thread listener = new Thread(() -> listen(events), "demo-events");
    listener.setDaemon(true);
    listener.start();
  }

  /** Until the server ends. */
  private void listen(Events events) {
    try {
      while (!over) {
        events.until(this::heard);
      }
    } catch (ProblemException | Refusal e) {
      LOG.info("no more events: {}", e.getMessage());
    }
  }

  private boolean heard(JsonNode line) {
    JsonNode event = line.path("event");
    LOG.info("event {}", event);
    if (event.path("event").asText().equals("Entered")) {
      entered(Instant.parse(line.path("at").asText()), event.path("phase").asText());
    }
    return over;
  }

  /** Listens no more. */
  @Override
  public void close() {
    over = true;
  }

  private void entered(Instant at, String phase) {
    timeline.on(at, new RunEvent.PhaseBegan(Phase.valueOf(phase)));
  }

  /** When which phase began since the demonstration did. */
  Timeline timeline() {
    return timeline;
  }

  /** How far it is now. */
  Moment look() {
    return new Moment(api.get(path() + "/progress").json());
  }

  /** Asks for what lets it go on from where it is, if anything has to be asked for. */
  void goOn() {
    String action =
        switch (Phase.valueOf(api.get(path()).json().path("phase").asText())) {
          case DRAFT, STOPPED, COMPLETED -> "start";
          case PAUSED -> "resume";
          case FAILED -> "retry";
          default -> "";
        };
    if (!action.isEmpty()) {
      ask(action);
    }
  }

  /** Asks for something; returns the operation. */
  JsonNode ask(String action) {
    return ask(action, null);
  }

  /**
   * The same with more to say about it.
   *
   * @param body what is sent along
   */
  JsonNode ask(String action, @Nullable Object body) {
    return api.with("If-Match", "*").post(path() + ":" + action, body).json();
  }

  /** Lets all checks of the data be asked; returns the operation. */
  JsonNode check() {
    return api.post(path() + "/checks:run", Map.of()).json();
  }

  JsonNode operation(String id) {
    return api.get("/api/v1/operations/" + id).json();
  }

  /** What the latest comparison of each entity found. */
  List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    List<Mismatch> differences = differences();
    api.get(path() + "/verdicts")
        .json()
        .path("verdicts")
        .forEach(v -> verdicts.add(verdict(v, differences)));
    return verdicts;
  }

  private List<Mismatch> differences() {
    List<Mismatch> differences = new ArrayList<>();
    for (JsonNode one : api.get(path() + "/differences").json().path("rows")) {
      List<String> columns = new ArrayList<>();
      one.path("columns").forEach(column -> columns.add(column.asText()));
      differences.add(
          new Mismatch(
              one.path("entity").asText(),
              MismatchKind.valueOf(one.path("kind").asText()),
              one.path("key").asText(),
              columns));
    }
    return differences;
  }

  private static Verdict verdict(JsonNode v, List<Mismatch> differences) {
    String entity = v.path("entity").asText();
    List<Mismatch> mismatches =
        differences.stream().filter(each -> each.entity().equals(entity)).toList();
    Map<String, String> asOf = new HashMap<>();
    v.path("asOf").fields().forEachRemaining(e -> asOf.put(e.getKey(), e.getValue().asText()));
    return new Verdict(
        entity,
        Verdict.Result.valueOf(v.path("verdict").asText()),
        v.path("rowsCompared").asLong(),
        v.path("mismatches").asLong(),
        mismatches,
        v.path("unsettled").asLong(),
        v.path("parked").asLong(),
        v.path("refused").asLong(),
        asOf,
        v.path("mappingVersion").asText(),
        Instant.parse(v.path("startedAt").asText()),
        Instant.parse(v.path("finishedAt").asText()),
        coverage(v),
        Map.of());
  }

  private static Coverage coverage(JsonNode v) {
    return v.path("coverage").asText().equals("UPKEEP")
        ? new Coverage.Upkeep(
            Instant.parse(v.path("fullPass").asText()), v.path("touchedKeys").asLong())
        : new Coverage.Full(v.path("because").asText(""));
  }
}
