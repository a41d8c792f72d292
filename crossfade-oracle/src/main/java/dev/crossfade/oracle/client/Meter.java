package dev.crossfade.oracle.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what happens to requests. Thread-safe. */
final class Meter {

  private final LongAdder requests = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
  private final AtomicLong longestLately = new AtomicLong();
  private final Map<String, LongAdder> reads = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> writes = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final AtomicReference<String> first = new AtomicReference<>("");

  void read(String stack, long nanos) {
    answered(reads, stack, nanos);
  }

  void written(String stack, long nanos) {
    answered(writes, stack, nanos);
  }

  /**
   * A request failed.
   *
   * @param kind by which failures are counted
   * @param what it was, for people
   */
  void failed(String kind, String what, long nanos) {
    took(nanos);
    failed.increment();
    failures.computeIfAbsent(kind, name -> new LongAdder()).increment();
    first.compareAndSet("", what);
  }

  private void answered(Map<String, LongAdder> kind, String stack, long nanos) {
    took(nanos);
    kind.computeIfAbsent(stack, name -> new LongAdder()).increment();
  }

  private void took(long nanos) {
    requests.increment();
    longest.accumulate(nanos);
    longestLately.accumulateAndGet(nanos, Math::max);
  }

  /** The longest wait since this was asked last. */
  long longestLatelyMillis() {
    return longestLately.getAndSet(0) / 1_000_000;
  }

  ClientFigures figures() {
    return new ClientFigures(
        requests.sum(),
        failed.sum(),
        longest.get() / 1_000_000,
        sums(reads),
        sums(writes),
        firstFailure(),
        sums(failures));
  }

  private String firstFailure() {
    String what = first.get();
    return what == null ? "" : what;
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    return counts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
