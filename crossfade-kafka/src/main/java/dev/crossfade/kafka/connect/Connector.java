package dev.crossfade.kafka.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaProblem;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.source.CaptureStatus.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connector on Kafka Connect. Thread-safe. */
public final class Connector {

  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  /** How long a worker that just started may not know its connectors yet. */
  private static final Duration LOADING = Duration.ofSeconds(15);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MOST_RESTARTS = 3;
  private static final Duration SETTLE = Duration.ofSeconds(2);

  private final ConnectClient client;
  private final KafkaAccess access;
  private final CaptureNames names;

  public Connector(KafkaAccess access, CaptureNames names) {
    this.client = new ConnectClient(access);
    this.access = access;
    this.names = names;
  }

  /**
   * Creates the connector, or gives it our settings again, and lets it run. Idempotent.
   *
   * @param largestRecord bytes of the largest record that its topic takes
   */
  public void configure(CaptureRequest request, int largestRecord) {
    Map<String, String> wanted =
        ConnectorSettings.of(request, names, access, plugins(request.engine()), largestRecord);
    Optional<Map<String, String>> present = client.settings(names.connector());
    if (present.isEmpty() || !present.get().equals(wanted)) {
      ConnectClient.Answer answer = client.configure(names.connector(), wanted);
      if (!answer.ok()) {
        throw refused(request, answer);
      }
    }
    State state = status(request).state();
    if (state == State.PAUSED) {
      client.resume(names.connector());
    } else if (state == State.FAILED) {
      client.restart(names.connector());
    }
  }

  private Problem describe(CaptureRequest request, String text) {
    String what = "Capture of source " + names.source() + " does not run.";
    return TraceProblem.of(what, text, request).with("connector", names.connector());
  }

  private RuntimeException refused(CaptureRequest request, ConnectClient.Answer answer) {
    Problem problem = describe(request, answer.message());
    if (problem.code() == KafkaProblem.CONNECTOR_FAILED) {
      return Problem.of(
              KafkaProblem.SETTINGS_REFUSED,
              "Kafka Connect refuses the connector of source " + names.source() + ".",
              problem.why(),
              "Correct what it names; connector.client.config.override.policy has to be All.")
          .raise();
    }
    return problem.raise();
  }

  /** Whether the worker has {@link RestartAtCommit}; it has to have Debezium. */
  private boolean plugins(String engine) {
    Set<String> classes = new HashSet<>();
    client.plugins().body().forEach(plugin -> classes.add(plugin.path("class").asText()));
    String needed =
        switch (engine) {
          case "postgresql" -> "io.debezium.connector.postgresql.PostgresConnector";
          case "mariadb" -> "io.debezium.connector.mariadb.MariaDbConnector";
          default -> "io.debezium.connector.mysql.MySqlConnector";
        };
    if (!classes.contains(needed)) {
      throw Problem.of(
              KafkaProblem.PLUGIN_MISSING,
              "Kafka Connect at " + access.connect() + " does not have " + needed + ".",
              "Debezium's connector for " + engine + " is not installed there.",
              "Install Debezium 3.5 into the worker's plugin.path and restart it.")
          .raise();
    }
    boolean restart = classes.contains(RestartPlugin.CLASS);
    if (!restart) {
      LOG.warn(
          "Connect lacks the plugin RestartAtCommit, a restart may end in a gap connector={}",
          names.connector());
    }
    return restart;
  }

  /** Waits until the connector delivers, which its heartbeats show even without changes. */
  public void awaitDelivery(CaptureRequest request, BooleanSupplier delivered) {
    long deadline = System.nanoTime() + access.startPatience().toNanos();
    long settled = System.nanoTime() + SETTLE.toNanos();
    int restarts = 0;
    while (true) {
      CaptureStatus status = status(request);
      if (status.state() == State.RUNNING && delivered.getAsBoolean()) {
        return;
      }
      Problem problem = status.problem();
      // for a moment the state may still be that of the run before
      if (problem != null && System.nanoTime() > settled) {
        if (restarts == MOST_RESTARTS || !tripped(problem)) {
          throw problem.raise();
        }
        LOG.warn("connector tripped at its start, restarting it: {}", names.connector());
        client.restart(names.connector());
        restarts++;
        settled = System.nanoTime() + SETTLE.toNanos();
      }
      if (System.nanoTime() > deadline) {
        throw late(status.state());
      }
      ConnectClient.pause(PAUSE);
    }
  }

  /**
   * Debezium looks at the topic of its schema history by a thread of its own, from two places at
   * once, and the first one to be done may end that thread before the other one has asked it.
   */
  private static boolean tripped(Problem problem) {
    return problem.why().contains("RejectedExecutionException")
        && problem.why().contains("KafkaSchemaHistory");
  }

  private RuntimeException late(State state) {
    return Problem.of(
            KafkaProblem.START_TIMED_OUT,
            "Capture of source %s delivers nothing after %d seconds; its state is %s."
                .formatted(names.source(), access.startPatience().toSeconds(), state),
            "The connector starts slowly, or waits for the replication slot or a lock.",
            "Look at the log of Kafka Connect; it is safe to try again.")
        .raise();
  }

  /** How the connector is doing; the request serves to explain failures. */
  public CaptureStatus status(@Nullable CaptureRequest request) {
    ConnectClient.Answer answer = client.status(names.connector());
    if (!answer.ok()) {
      boolean present = client.settings(names.connector()).isPresent();
      return new CaptureStatus(present ? State.STARTING : State.ABSENT, null);
    }
    JsonNode task = answer.body().path("tasks").path(0);
    String connector = answer.body().path("connector").path("state").asText();
    String state = connector.equals("RUNNING") ? task.path("state").asText("") : connector;
    String trace =
        task.path("trace").asText(answer.body().path("connector").path("trace").asText(""));
    return switch (state) {
      case "RUNNING" -> new CaptureStatus(State.RUNNING, null);
      case "PAUSED", "STOPPED" -> new CaptureStatus(State.PAUSED, null);
      case "FAILED" -> new CaptureStatus(State.FAILED, failure(request, trace));
      default -> new CaptureStatus(State.STARTING, null);
    };
  }

  private Problem failure(@Nullable CaptureRequest request, String trace) {
    if (request != null) {
      return describe(request, trace);
    }
    return Problem.of(
        KafkaProblem.CONNECTOR_FAILED,
        "Capture of source " + names.source() + " does not run.",
        "The connector failed.",
        "Start capture again to see why.");
  }

  /** Where it would go on after a restart, as the source spells positions; empty when nowhere. */
  public String position() {
    long deadline = System.nanoTime() + LOADING.toNanos();
    while (client.settings(names.connector()).isEmpty() && System.nanoTime() < deadline) {
      ConnectClient.pause(PAUSE);
    }
    return StoredPosition.text(client.offset(names.connector()));
  }

  /**
   * Stops the connector and removes its offsets and itself. Idempotent.
   *
   * @throws dev.crossfade.core.problem.ProblemException of kind TRANSIENT while that is not
   *     possible
   */
  public void remove() {
    // a worker that starts answers that it knows nothing, and has its connectors a moment later
    client.plugins();
    if (client.stop(names.connector()).absent()) {
      return;
    }
    long deadline = System.nanoTime() + access.startPatience().toNanos();
    ConnectClient.Answer forgotten = client.deleteOffsets(names.connector());
    while (!forgotten.gone()) {
      if (System.nanoTime() > deadline) {
        throw client.notNow(forgotten);
      }
      ConnectClient.pause(PAUSE);
      forgotten = client.deleteOffsets(names.connector());
    }
    ConnectClient.Answer deleted = client.delete(names.connector());
    if (!deleted.gone()) {
      throw client.notNow(deleted);
    }
    // Connect forgets how it was a moment after its settings
    while (client.status(names.connector()).ok()
        && client.settings(names.connector()).isEmpty()
        && System.nanoTime() < deadline) {
      ConnectClient.pause(PAUSE);
    }
  }
}
