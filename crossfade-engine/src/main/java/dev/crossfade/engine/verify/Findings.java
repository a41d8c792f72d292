package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Mismatch;
import java.util.ArrayList;
import java.util.List;

/** What a comparison has found for certain so far. One thread. */
final class Findings {

  private static final int KEPT = 1_000;

  private final List<Mismatch> mismatches = new ArrayList<>();
  private long mismatchCount;
  private long unsettled;
  private boolean fenceFailed;

  void mismatch(Mismatch mismatch) {
    mismatchCount++;
    if (mismatches.size() < KEPT) {
      mismatches.add(mismatch);
    }
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

  long unsettled() {
    return unsettled;
  }

  boolean inconclusive() {
    return fenceFailed || unsettled > 0;
  }
}
