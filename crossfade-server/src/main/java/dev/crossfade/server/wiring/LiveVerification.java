package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.run.Verification;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Carries comparisons out for a run, and hands over what they found. Thread-safe. */
final class LiveVerification implements Verification {

  private final Way way;
  private volatile LongConsumer rows = read -> {};
  private @Nullable Result latest;

  /** How to compare. */
  @FunctionalInterface
  interface Way {
    List<Verdict> compare(LongConsumer rows) throws InterruptedException;
  }

  /**
   * How a comparison ended.
   *
   * @param number of the comparison, from 1
   * @param verdicts what it found
   * @param failure why it found nothing, if that is so
   */
  record Result(int number, List<Verdict> verdicts, @Nullable RuntimeException failure) {}

  LiveVerification(Way way) {
    this.way = way;
  }

  /** From now on this is told how many rows were read. */
  void tell(LongConsumer listener) {
    rows = listener;
  }

  @Override
  public List<Verdict> verify() throws InterruptedException {
    try {
      List<Verdict> verdicts = way.compare(read -> rows.accept(read));
      ended(verdicts, null);
      return verdicts;
    } catch (RuntimeException e) {
      ended(List.of(), e);
      throw e;
    }
  }

  private synchronized void ended(List<Verdict> verdicts, @Nullable RuntimeException failure) {
    latest = new Result(number() + 1, List.copyOf(verdicts), failure);
  }

  /** How many comparisons have ended. */
  synchronized int number() {
    return latest == null ? 0 : latest.number();
  }

  /** The end of a comparison that comes after the one of this number. */
  synchronized @Nullable Result after(int number) {
    return number() > number ? latest : null;
  }
}
