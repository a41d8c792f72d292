package dev.crossfade.gateway.metrics;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Durations in buckets, in the text form of Prometheus. Any thread. */
final class Histogram {

  private static final long[] MICROS = {
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000
  };

  private final LongAdder[] buckets = new LongAdder[MICROS.length + 1];
  private final LongAdder sum = new LongAdder();

  Histogram() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void record(long micros) {
    int bucket = 0;
    while (bucket < MICROS.length && micros > MICROS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    sum.add(micros);
  }

  /** Appends its lines; labels are without braces. */
  void print(StringBuilder text, String name, String labels) {
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      String le = i < MICROS.length ? seconds(MICROS[i]) : "+Inf";
      line(text, name + "_bucket", labels + ",le=\"" + le + "\"", Long.toString(count));
    }
    line(text, name + "_sum", labels, seconds(sum.sum()));
    line(text, name + "_count", labels, Long.toString(count));
  }

  private static void line(StringBuilder text, String name, String labels, String value) {
    text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }

  private static String seconds(long micros) {
    return String.format(Locale.ROOT, "%.6f", micros / 1e6);
  }
}
