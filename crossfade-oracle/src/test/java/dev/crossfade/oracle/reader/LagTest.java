package dev.crossfade.oracle.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LagTest {

  @Test
  void percentilesAreExactToOnePartIn64() {
    LagHistogram histogram = new LagHistogram();
    SplittableRandom random = new SplittableRandom(5);
    long[] values = new long[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextLong(1L << random.nextInt(1, 40));
      histogram.add(values[i]);
    }
    Arrays.sort(values);
    for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
      long exact = values[(int) Math.ceil(share * values.length) - 1];
      assertThat(histogram.percentile(share)).isBetween(exact, exact + exact / 64);
    }
    assertThat(histogram.max()).isEqualTo(values[values.length - 1]);
  }

  @Test
  void anEmptyHistogramIsZero() {
    assertThat(new LagHistogram().percentile(0.99)).isZero();
  }

  @Test
  void measuresWhicheverComesFirst() {
    LagMeter meter = new LagMeter();
    meter.polled(1_000);
    meter.acknowledged(ok(1, 2_000));
    meter.visible(0, 1, 2, 5_000);
    meter.acknowledged(ok(2, 4_500));
    assertThat(meter.lag().count()).isEqualTo(2);
    assertThat(meter.lag().maxMillis()).isEqualTo(3.0);
    assertThat(meter.waiting()).isZero();
  }

  @Test
  void writesBeforeTheFirstPublishAreBacklog() {
    LagMeter meter = new LagMeter();
    meter.acknowledged(ok(1, 500));
    meter.polled(1_000);
    meter.visible(0, 1, 1, 1_000);
    assertThat(meter.lag().backlog()).isEqualTo(1);
    assertThat(meter.lag().count()).isZero();
  }

  @Test
  void writesNotSeenYetWait() {
    LagMeter meter = new LagMeter();
    meter.polled(1_000);
    meter.visible(0, 1, 1, 1_000);
    meter.acknowledged(ok(2, 2_000));
    assertThat(meter.waiting()).isEqualTo(1);
  }

  private static Entry ok(long seq, long micros) {
    return new Entry(micros, Outcome.OK, Source.CRM, 0, 1, seq, "test", List.of());
  }
}
