package dev.crossfade.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.oracle.reader.Lag;
import org.junit.jupiter.api.Test;

class LagDemandTest {
  private static LagDemand calm(Lag lag) {
    return LagDemand.on(lag, DemoOptions.Fault.NONE);
  }

  private static Lag lag(long count, double p99, double seconds) {
    return new Lag(count, 60, p99, 9_000, 500, seconds);
  }

  @Test
  void aLagThatWasNotMeasuredIsNotASmallOne() {
    assertThat(calm(lag(0, 0, 0)).holds()).isFalse();
    assertThat(calm(lag(0, 0, 0)).what()).contains("not measured");
    assertThat(LagDemand.on(lag(0, 0, 0), DemoOptions.Fault.KILL_CONNECT).holds()).isFalse();
  }

  @Test
  void ninetyNineOfAHundredWritesAreVisibleWithinTwoSeconds() {
    assertThat(calm(lag(10_000, 1_999, 60)).holds()).isTrue();
    LagDemand late = calm(lag(10_000, 2_000, 60));
    assertThat(late.holds()).isFalse();
    assertThat(late.what())
        .isEqualTo(
            "a write was visible in production after 60 ms (p50), 2,000 ms (p99), 10,000 measured;"
                + " demanded is p99 under 2,000 ms");
  }

  @Test
  void littleMeasuredIsToldAndNotJudged() {
    assertThat(calm(lag(9_999, 5_000, 60)).holds()).isTrue();
    LagDemand few = calm(lag(10_000, 5_000, 59));
    assertThat(few.holds()).isTrue();
    assertThat(few.what()).endsWith("no bound on less than a minute and 10,000 writes");
  }

  @Test
  void afterAKillOfTheCaptureItNeedsOnlyToBeMeasured() {
    LagDemand killed = LagDemand.on(lag(20_000, 30_000, 90), DemoOptions.Fault.KILL_CONNECT);
    assertThat(killed.holds()).isTrue();
    assertThat(killed.what()).endsWith("no bound, as the capture was killed on the way");
  }
}
