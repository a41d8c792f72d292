package dev.crossfade.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Refusal;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ServerProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Follows a migration over the interface until it is where it should be, or nobody wants that. */
final class Pursuit {
  private static final long LOOK_MILLIS = 200;
  private static final Duration CAUGHT_UP = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final RemoteMigration migration;
  private final Consumer<Moment> watcher;
  private final Insistence insistence;
  private volatile boolean stopped;
  private long carriedOutAt = System.nanoTime();

  /** What to make of a source that stops. */
  enum Insistence {
    /** The others are followed. */
    GO_ON,
    /** It was all in vain. */
    ALL
  }

  /**
   * @param watcher looks at each moment
   */
  Pursuit(RemoteMigration migration, Insistence insistence, Consumer<Moment> watcher) {
    this.migration = migration;
    this.insistence = insistence;
    this.watcher = watcher;
  }

  /** Nobody wants to go on; safe from any thread. */
  void stop() {
    stopped = true;
  }

  /**
   * Waits until it is there.
   *
   * @return false when it was stopped first
   * @throws ProblemException when it cannot come there
   */
  boolean until(Predicate<Moment> there) throws InterruptedException {
    while (!stopped) {
      Moment moment = look();
      watcher.accept(moment);
      if (there.test(moment)) {
        return true;
      }
      failOn(moment);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return false;
  }

  /** Follows for a while; false when it was stopped first. */
  boolean follow(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    return until(moment -> System.nanoTime() >= end);
  }

  private Moment look() {
    return migration.look();
  }

  private void failOn(Moment moment) {
    if (moment.owned()) {
      carriedOutAt = System.nanoTime();
    }
    boolean failed = moment.phase() == Phase.FAILED;
    boolean inVain = failed || insistence == Insistence.ALL;
    if (inVain && !moment.stopped().isEmpty()) {
      throw ended("It cannot go on: " + String.join("; ", moment.stopped()));
    }
    boolean waited = System.nanoTime() - carriedOutAt > LONGEST_WAIT.toNanos();
    if (insistence == Insistence.ALL && waited && !moment.troubles().isEmpty()) {
      throw ended("Nobody carries it out: " + moment.troubles().get(0).what());
    }
  }

  private static ProblemException ended(String why) {
    return Problem.of(
            ServerProblem.RUN_ENDED,
            "The migration did not come where it should.",
            why,
            "Look at it with crossfade migration show, and into the log.")
        .raise();
  }

  /**
   * Lets everything be compared, once the streams have caught up: beside a backlog each row it has
   * not brought yet would be looked at several times.
   *
   * @param phase from which it is asked for, and to which it leads back
   * @return what was found; empty when it was stopped first
   */
  Optional<List<Verdict>> verify(Phase phase) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    if (!until(moment -> !moment.behind(CAUGHT_UP) || System.nanoTime() > end)) {
      return Optional.empty();
    }
    while (until(moment -> moment.phase() == phase)) {
      Optional<JsonNode> asked = ask();
      if (asked.isPresent()) {
        return ended(asked.get()) ? Optional.of(migration.verdicts()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Empty when somebody asked for something else meanwhile. */
  private Optional<JsonNode> ask() {
    try {
      return Optional.of(migration.ask("verify"));
    } catch (Refusal e) {
      if (e.status() == 409) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** False when it was stopped, or overtaken by what somebody asked for. */
  private boolean ended(JsonNode asked) throws InterruptedException {
    JsonNode end = end(asked);
    String state = end.path("state").asText();
    if (state.equals("FAILED")) {
      throw ended("It could not be compared: " + end.path("why").asText());
    }
    return state.equals("SUCCEEDED");
  }

  /** What became of what was asked; still under way when it was stopped first. */
  JsonNode end(JsonNode asked) throws InterruptedException {
    String id = asked.path("id").asText();
    JsonNode[] operation = {asked};
    until(
        moment -> {
          operation[0] = migration.operation(id);
          return !operation[0].path("state").asText().equals("RUNNING");
        });
    return operation[0];
  }
}
