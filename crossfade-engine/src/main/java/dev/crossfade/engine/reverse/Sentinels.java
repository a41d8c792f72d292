package dev.crossfade.engine.reverse;

import dev.crossfade.mapping.CompiledMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The way back, rehearsed: of each table some rows of production are taken into their source as
 * changes would be, and rolled back. Nothing is left of it, and no row is held for longer than its
 * own transaction takes. One thread.
 */
final class Sentinels {

  private static final Duration MOMENT = Duration.ofMillis(250);

  private final ReturnInputs inputs;
  private final List<SentinelTable> all = new ArrayList<>();
  private final Deque<SentinelTable> open;

  Sentinels(ReturnInputs inputs) {
    this.inputs = inputs;
    Map<String, ReverseRoutes> routes = new TreeMap<>();
    for (CompiledMapping mapping : inputs.compiled().mappings()) {
      if (!mapping.entity().keyless() && !mapping.sourceTable().keyless()) {
        ReverseRoutes of =
            routes.computeIfAbsent(
                mapping.source(), source -> new ReverseRoutes(inputs.compiled(), source));
        all.add(new SentinelTable(inputs, mapping, of));
      }
    }
    this.open = new ArrayDeque<>(all);
  }

  /**
   * Goes on for a moment; whether all of it is done.
   *
   * @throws dev.crossfade.core.problem.ProblemException of an OPERATOR's code when a row could not
   *     be brought back; of kind TRANSIENT when a database cannot be reached, or its rows are held
   */
  boolean look() {
    Instant end = inputs.clock().instant().plus(MOMENT);
    for (int left = open.size(); left > 0 && !inputs.clock().instant().isAfter(end); left--) {
      SentinelTable next = open.removeFirst();
      boolean done = false;
      try {
        done = next.look();
      } finally {
        if (!done) {
          open.addLast(next);
        }
      }
    }
    return open.isEmpty();
  }

  /** How many there were, and where there was none. */
  String text() {
    long rows = 0;
    List<String> none = new ArrayList<>();
    for (SentinelTable each : all) {
      rows += each.written();
      if (each.written() == 0) {
        none.add(each.table().id() + " (no sentinel: " + each.none() + ")");
      }
    }
    String text = rows + " sentinel rows in " + (all.size() - none.size()) + " tables";
    return none.isEmpty() ? text : text + "; none in " + String.join(", ", none);
  }
}
