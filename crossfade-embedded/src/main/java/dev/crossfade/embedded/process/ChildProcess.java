package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.EmbeddedProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of ours, a child or an adopted orphan, that can be stopped and killed. An interruption
 * cuts neither short: it would leave a server behind.
 */
final class ChildProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final Duration ORDERLY = Duration.ofSeconds(60);
  private static final Duration KILLED = Duration.ofSeconds(15);

  private final String name;
  private final ProcessId id;

  ChildProcess(String name, ProcessId id) {
    this.name = name;
    this.id = id;
  }

  long pid() {
    return id.pid();
  }

  boolean alive() {
    return id.find().isPresent();
  }

  /** Sends {@code signal} and waits for the end; kills it after a minute. */
  void stop(String signal) {
    if (!alive()) {
      return;
    }
    send(signal);
    if (!goneWithin(List.of(id), ORDERLY)) {
      LOG.warn("service did not stop in time, killing it service={} pid={}", name, id.pid());
      kill();
    }
  }

  /** Kills the process and everything it started, and waits until all are gone. */
  void kill() {
    Optional<ProcessHandle> handle = id.find();
    if (handle.isEmpty()) {
      return;
    }
    List<ProcessId> family = handle.get().descendants().map(ProcessId::of).toList();
    handle.get().destroyForcibly();
    mustBeGone(List.of(id));
    family.forEach(member -> member.find().ifPresent(ProcessHandle::destroyForcibly));
    mustBeGone(family);
  }

  private void mustBeGone(List<ProcessId> processes) {
    if (!goneWithin(processes, KILLED)) {
      throw Problem.of(
              EmbeddedProblem.STOP_FAILED,
              "The process " + id.pid() + " of " + name + " cannot be killed.",
              "It or one of its children still exists after " + KILLED.toSeconds() + " seconds.",
              "Look at it with ps; a process that waits for a broken disk does not die.")
          .raise();
    }
  }

  private static boolean goneWithin(List<ProcessId> processes, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try (Uninterrupted quiet = Uninterrupted.begin()) {
      while (processes.stream().anyMatch(p -> p.find().isPresent())) {
        if (System.nanoTime() > end) {
          return false;
        }
        quiet.sleep(20);
      }
      return true;
    }
  }

  private void send(String signal) {
    try (Uninterrupted quiet = Uninterrupted.begin()) {
      List<String> command = List.of("/bin/sh", "-c", "kill -" + signal + " " + id.pid());
      quiet.await(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      LOG.warn("signal not sent, killing service={} cause={}", name, e.getMessage());
      kill();
    }
  }
}
