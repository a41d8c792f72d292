package dev.crossfade.server.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void countsAndThings() {
    assertThat(Words.count(1, "row")).isEqualTo("1 row");
    assertThat(Words.count(1_000_000, "row")).isEqualTo("1,000,000 rows");
  }

  @Test
  void timesHaveTwoParts() {
    assertThat(Words.time(Duration.ofMillis(850))).isEqualTo("850 ms");
    assertThat(Words.time(Duration.ofMillis(4_249))).isEqualTo("4.2 s");
    assertThat(Words.time(Duration.ofSeconds(192))).isEqualTo("3 min 12 s");
    assertThat(Words.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
  }

  @Test
  void agesAreRough() {
    assertThat(Words.age(Duration.ofMillis(300))).isEqualTo("just now");
    assertThat(Words.age(Duration.ofMillis(12_700))).isEqualTo("12 s ago");
  }

  @Test
  void ratesAreRounded() {
    assertThat(Words.rate(101_432.7)).isEqualTo("101,000 rows/s");
    assertThat(Words.rate(432.4)).isEqualTo("432 rows/s");
  }
}
