package dev.crossfade.bench;

import dev.crossfade.bench.meter.Cost;
import java.util.Map;

/** One way of doing the work of a measurement; repetitions of several take turns. */
public interface Subject {

  /**
   * What a repetition did.
   *
   * @param units rows, changes or whatever the measurement counts
   * @param parts parts of the run, by name, that took so many seconds for the same units
   * @param seconds wall clock of what counts, or 0 for the whole of {@link #run}
   */
  record Done(long units, double seconds, Map<String, Double> parts) {
    /** All of the run counts. */
    public static Done all(long units) {
      return new Done(units, 0, Map.of());
    }
  }

  /**
   * A repetition and what it took.
   *
   * @param done the work
   * @param cost wall clock, processor time and memory
   */
  record Repetition(Done done, Cost cost) {}

  /** Name in tables and for {@code --only}. */
  String name();

  /** What it lacks on this machine and how to get it; empty when it can run. */
  default String missing() {
    return "";
  }

  /** Brings everything into the state before the run; not measured. */
  void prepare() throws Exception;

  /** Does the work; this is what is measured. */
  Done run() throws Exception;

  /** Fails unless the work was done completely and correctly; not measured. */
  void check() throws Exception;

  /** Removes what the run left behind; called after each repetition, even a failed one. */
  default void clean() throws Exception {}
}
