package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model of what lies outside of all servers: a source with its log, and a target with staging,
 * production and the epoch it was fenced with. Each method that changes the target is one
 * transaction of the target.
 */
final class Outside {

  static final int KEYS = 6;
  static final int CHUNKS = 3;

  /** A committed change of the source: set a key, or with a null value delete it. */
  record Change(int key, @Nullable Integer value) {}

  /** Told about each transaction that changes the target, before it does. */
  interface Watch {
    void step(Order order, long epoch);

    void stream(int visit, long epoch);
  }

  final List<Change> log = new ArrayList<>();
  final Watch watch;

  /** Changes before this one are not in the log any more. */
  int logBegin;

  long epoch;
  int captureFrom = -1;
  int applied;

  /** Capture does not go on until it was let go and begun again. */
  boolean broken;

  final Set<Integer> chunks = new HashSet<>();
  int mark;
  final Map<Integer, Integer> staged = new TreeMap<>();

  /** Append-only table: the number of each change. */
  final List<Integer> stagedBag = new ArrayList<>();

  boolean published;
  final Map<String, Integer> releases = new LinkedHashMap<>();
  final Map<String, String> done = new HashMap<>();

  Outside(Watch watch) {
    this.watch = watch;
  }

  Map<Integer, Integer> sourceAsOf(int changes) {
    Map<Integer, Integer> rows = new TreeMap<>();
    for (Change change : log.subList(0, changes)) {
      put(rows, change);
    }
    return rows;
  }

  private static void put(Map<Integer, Integer> rows, Change change) {
    Integer value = change.value();
    if (value == null) {
      rows.remove(change.key());
    } else {
      rows.put(change.key(), value);
    }
  }

  /** Whether changes were lost before they were carried away. */
  boolean gap() {
    return captureFrom >= 0 && logBegin > applied;
  }

  void fence(long newer) {
    check(newer);
    epoch = newer;
  }

  private void check(long of) {
    if (of < epoch) {
      throw new OvertakenException("epoch " + of + " is older than " + epoch);
    }
  }

  private void begin(Order order, long of) {
    check(of);
    watch.step(order, of);
  }

  void prepare(Order order, long of) {
    begin(order, of);
    done.put(order.id(), "");
  }

  /** Capture begins where the log ends; whoever asks for it anew wants all of history again. */
  void capture(Order order, long of) {
    begin(order, of);
    if (!done.containsKey(order.id())) {
      captureFrom = log.size();
      applied = log.size();
      forgetHistory();
    }
    done.put(order.id(), "");
  }

  private void forgetHistory() {
    chunks.clear();
    staged.clear();
    stagedBag.clear();
    mark = 0;
  }

  /** One chunk of history. True when all are there. */
  boolean copy(Order order, long of) {
    begin(order, of);
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      if (chunks.add(chunk)) {
        readChunk(chunk);
        break;
      }
    }
    if (chunks.size() < CHUNKS) {
      return false;
    }
    done.put(order.id(), "");
    return true;
  }

  /** The rows as the source has them now; the append-only table up to where capture began. */
  private void readChunk(int chunk) {
    sourceAsOf(log.size())
        .forEach(
            (key, value) -> {
              if (key % CHUNKS == chunk) {
                staged.put(key, value);
              }
            });
    if (chunk == 0) {
      for (int i = 0; i < captureFrom; i++) {
        stagedBag.add(i);
      }
    }
    mark = log.size();
  }

  boolean caughtUp() {
    return chunks.size() == CHUNKS && applied >= mark;
  }

  void heldApplied(Order order, long of) {
    begin(order, of);
    done.put(order.id(), "");
  }

  /** Not idempotent, on purpose: done twice it makes a second release. */
  void publish(Order order, long of) {
    begin(order, of);
    releases.merge(order.id(), 1, Integer::sum);
    published = true;
    done.put(order.id(), "");
  }

  /** Reads everything again; what was lost from the log does not matter any more. */
  void reload(Order order, long of) {
    begin(order, of);
    staged.clear();
    stagedBag.clear();
    staged.putAll(sourceAsOf(log.size()));
    for (int i = 0; i < log.size(); i++) {
      stagedBag.add(i);
    }
    applied = log.size();
    captureFrom = log.size();
    mark = log.size();
    done.put(order.id(), "");
  }

  void verified(Order order, long of) {
    begin(order, of);
    boolean equal = staged.equals(sourceAsOf(applied)) && stagedBag.size() == applied;
    done.put(order.id(), equal ? "EQUAL" : "DIFFERENT");
  }

  void rested(Order order, long of) {
    begin(order, of);
    broken = false;
    done.put(order.id(), "");
  }

  /** Applies the next changes on condition of the place; false when it has moved. */
  boolean apply(int visit, long of, int from, int count) {
    check(of);
    if (gap() || from != applied || from >= log.size()) {
      return false;
    }
    watch.stream(visit, of);
    int to = Math.min(log.size(), from + count);
    for (int i = from; i < to; i++) {
      put(staged, log.get(i));
      stagedBag.add(i);
    }
    applied = to;
    return true;
  }

  boolean complete() {
    return published && applied == log.size() && !gap();
  }
}
