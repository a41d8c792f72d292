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

  /** Tables whose turn has not come by then go without: the way back is still to be proven. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** So many tables without a sentinel are named. */
  private static final int NAMED = 20;

  private final ReturnInputs inputs;
  private final List<SentinelTable> all = new ArrayList<>();
  private final Deque<SentinelTable> open;
  private final Instant until;

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
    this.until = inputs.clock().instant().plus(LONGEST);
  }

  /**
   * Goes on for a moment; whether all of it is done.
   *
   * @throws dev.crossfade.core.problem.ProblemException of an OPERATOR's code when a row could not
   *     be brought back; of kind TRANSIENT when a database cannot be reached, or its rows are held
   */
  boolean look() {
    Instant now = inputs.clock().instant();
    if (now.isAfter(until)) {
      open.forEach(SentinelTable::late);
      open.clear();
    }
    Instant end = now.plus(MOMENT);
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
    if (none.isEmpty()) {
      return text;
    }
    String more = none.size() > NAMED ? " and " + (none.size() - NAMED) + " more" : "";
    String named = String.join(", ", none.subList(0, Math.min(NAMED, none.size())));
    return text + "; none in " + named + more;
  }
}
