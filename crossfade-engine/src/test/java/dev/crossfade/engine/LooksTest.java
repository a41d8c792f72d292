package dev.crossfade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.testkit.fault.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LooksTest {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Looks looks = new Looks(clock, Duration.ofMillis(100), Duration.ofSeconds(2));

  private Duration restAfter(int millis) {
    looks.begin();
    clock.advance(Duration.ofMillis(millis));
    return looks.rest();
  }

  @Test
  void looking_takes_a_twentieth_of_the_time_within_bounds() {
    assertThat(restAfter(1)).hasMillis(100);
    assertThat(restAfter(20)).hasMillis(400);
    assertThat(restAfter(500)).hasSeconds(2);
    assertThat(restAfter(0)).hasMillis(100);
  }
}
