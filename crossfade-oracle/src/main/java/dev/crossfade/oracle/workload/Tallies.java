package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.journal.Outcome;
import java.util.concurrent.atomic.LongAdder;

/** Counts of outcomes over all writers. Thread-safe. */
final class Tallies {

  private final LongAdder invoked = new LongAdder();
  private final LongAdder ok = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder info = new LongAdder();

  void add(Outcome outcome) {
    switch (outcome) {
      case INVOKE -> invoked.increment();
      case OK -> ok.increment();
      case FAIL -> failed.increment();
      case INFO -> info.increment();
    }
  }

  Tally tally() {
    return new Tally(invoked.sum(), ok.sum(), failed.sum(), info.sum());
  }
}
