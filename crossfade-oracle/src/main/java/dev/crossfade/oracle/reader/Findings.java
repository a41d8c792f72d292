package dev.crossfade.oracle.reader;

import dev.crossfade.oracle.Clock;
import java.util.ArrayList;
import java.util.List;

/** Violations seen so far. Thread-safe. */
final class Findings {

  private final List<Violation> violations = new ArrayList<>();

  synchronized void add(String oracle, String what, String where) {
    violations.add(new Violation(oracle, what, where, Clock.micros()));
  }

  synchronized List<Violation> all() {
    return List.copyOf(violations);
  }
}
