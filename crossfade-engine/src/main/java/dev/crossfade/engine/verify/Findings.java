package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.schema.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a comparison has found for certain so far. One thread. */
final class Findings {

  private static final int KEPT = 1_000;

  private static final int LOOKED_AT = 300;

  private final List<Mismatch> mismatches = new ArrayList<>();
  private final Map<Key, Set<SourceRow>> differing = new LinkedHashMap<>();
  private long mismatchCount;
  private long unsettled;
  private long refused;
  private long parked;
  private long discarded;
  private boolean fenceFailed;

  void mismatch(Mismatch mismatch) {
    mismatchCount++;
    if (mismatches.size() < KEPT) {
      mismatches.add(mismatch);
    }
  }

  /** A row with key, which may be looked at once more. */
  void mismatch(Mismatch mismatch, Key key, Set<SourceRow> rows) {
    mismatch(mismatch);
    if (differing.size() < LOOKED_AT) {
      differing.put(key, rows);
    }
  }

  /** Some of the rows with key that differ. */
  Map<Key, Set<SourceRow>> differing() {
    return differing;
  }

  /** Rows that their mapping refuses, and that are in quarantine as they are now. */
  void refused(long rows) {
    refused += rows;
  }

  /**
   * Rows that their mapping accepts, and that are in quarantine as they should be in production.
   */
  void parked(long rows) {
    parked += rows;
  }

  /** Rows among them that somebody decided not to write. */
  void discarded(long rows) {
    discarded += rows;
  }

  void unsettled(long rows) {
    unsettled += rows;
  }

  /** Published changes did not reach a mark in time, so nothing can be said for certain. */
  void fenceFailed() {
    fenceFailed = true;
  }

  List<Mismatch> mismatches() {
    return mismatches;
  }

  long mismatchCount() {
    return mismatchCount;
  }

  long refused() {
    return refused;
  }

  long parked() {
    return parked;
  }

  long discarded() {
    return discarded;
  }

  long unsettled() {
    return unsettled;
  }

  boolean inconclusive() {
    return fenceFailed || unsettled > 0;
  }
}
