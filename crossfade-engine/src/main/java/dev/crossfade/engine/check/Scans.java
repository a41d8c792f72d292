package dev.crossfade.engine.check;

import dev.crossfade.core.check.PlannedChecks;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads each entity once, however many nodes want to know. Thread-safe. */
final class Scans {

  private final CheckParties parties;
  private final Map<String, FutureTask<EntityFacts>> scans = new ConcurrentHashMap<>();

  Scans(CheckParties parties) {
    this.parties = parties;
  }

  /** What reading the entity showed; whoever asks first reads, others wait. */
  EntityFacts of(String entity) throws InterruptedException {
    FutureTask<EntityFacts> mine = new FutureTask<>(() -> read(entity));
    FutureTask<EntityFacts> scan = scans.putIfAbsent(entity, mine);
    if (scan == null) {
      scan = mine;
      mine.run();
    }
    try {
      return scan.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException("somebody else who read it was interrupted");
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private EntityFacts read(String entity) throws InterruptedException {
    return EntityScan.of(
        Objects.requireNonNull(parties.shapes().get(entity), entity),
        PlannedChecks.metrics(parties.spec(), entity),
        parties.target().records(),
        parties.verifier());
  }

  /** The lower of two marks, which end with their number. */
  static String lower(String one, String other) {
    return number(one) <= number(other) ? one : other;
  }

  private static long number(String mark) {
    return Long.parseLong(mark.substring(mark.lastIndexOf(' ') + 1));
  }

  /** Position per source as of which all that was read holds. */
  Map<String, String> asOf() {
    Map<String, String> asOf = new TreeMap<>();
    for (FutureTask<EntityFacts> scan : scans.values()) {
      if (scan.isDone()) {
        try {
          scan.get().verdict().asOf().forEach((source, at) -> asOf.merge(source, at, Scans::lower));
        } catch (ExecutionException | InterruptedException e) {
          // what could not be read has no position
        }
      }
    }
    return asOf;
  }
}
