package dev.crossfade.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagsTest {
  @Test
  void nothingMeasuredIsNotZero() {
    assertThat(new Lags().summary("writes")).isNull();
  }

  @Test
  void percentilesAreNearestRank() {
    Lags lags = new Lags();
    for (int i = 2000; i >= 1; i--) {
      lags.add(i);
    }

    assertThat(lags.summary("writes")).isEqualTo(new Report.Lag(1000, 1980, 2000, 2000, "writes"));
  }

  @Test
  void clocksThatDisagreeDoNotGiveNegativeLags() {
    Lags lags = new Lags();
    lags.add(-3);

    assertThat(lags.summary("marks")).isEqualTo(new Report.Lag(0, 0, 0, 1, "marks"));
  }
}
