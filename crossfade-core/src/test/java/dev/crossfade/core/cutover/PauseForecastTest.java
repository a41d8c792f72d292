package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseForecastTest {

  private static PauseForecast of(long behind, double perSecond) {
    return new PauseForecast(
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        behind,
        perSecond,
        Duration.ofMillis(20),
        Duration.ofMillis(30));
  }

  @Test
  void it_is_the_sum_of_what_has_to_be_waited_for() {
    assertThat(of(500, 1_000).pause()).isEqualTo(Duration.ofMillis(850));
    assertThat(of(0, 0).pause()).isEqualTo(Duration.ofMillis(350));
  }

  @Test
  void where_nothing_is_applied_it_fits_no_budget() {
    assertThat(of(1, 0).fits(Duration.ofHours(1))).isFalse();
    assertThat(of(500, 1_000).fits(Duration.ofMillis(850))).isTrue();
    assertThat(of(500, 1_000).fits(Duration.ofMillis(849))).isFalse();
  }
}
