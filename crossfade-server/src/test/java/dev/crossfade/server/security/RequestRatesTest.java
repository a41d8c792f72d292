package dev.crossfade.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often each may ask. */
class RequestRatesTest {

  private static final int PER_SECOND = 10;
  private static final int AT_ONCE = 50;

  private long now;

  private final RequestRates rates =
      new RequestRates(
          PER_SECOND,
          AT_ONCE,
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return now;
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  private long answered(String who, int requests) {
    return IntStream.range(0, requests).filter(i -> rates.ask(who).isZero()).count();
  }

  @Test
  void so_many_at_once_and_so_many_a_second_from_then_on() {
    assertThat(answered("anna", 80)).isEqualTo(AT_ONCE);
    assertThat(rates.ask("anna")).isEqualTo(Duration.ofMillis(100));

    now += Duration.ofSeconds(2).toNanos();

    assertThat(answered("anna", 80)).isEqualTo(2 * PER_SECOND);
  }

  @Test
  void who_floods_takes_nothing_from_others() {
    answered("anna", 1_000);

    assertThat(answered("bert", AT_ONCE)).isEqualTo(AT_ONCE);
  }

  @Test
  void of_many_addresses_those_that_asked_last_are_remembered() {
    answered("anna", AT_ONCE);
    IntStream.range(0, 19_999).forEach(i -> rates.ask("address " + i));
    assertThat(rates.ask("anna")).isPositive();

    IntStream.range(0, 20_000).forEach(i -> rates.ask("another " + i));

    assertThat(rates.ask("anna")).isZero();
  }
}
