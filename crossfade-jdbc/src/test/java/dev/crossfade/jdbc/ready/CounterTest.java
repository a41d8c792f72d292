package dev.crossfade.jdbc.ready;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.jdbc.source.Counter;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are handed out stay in step, and within bounds. */
class CounterTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 100, 0, 1",
    "1, 1, 100, 1, 2",
    "1, 1, 100, 99, 100",
    "2, 5, 100, 2, 7",
    "2, 5, 100, 6, 7",
    "2, 5, 100, 7, 12",
    "50, 1, 100, 7, 50",
    "-10, 1, 100, -20, -10",
    "-1, -1, 100, -7, -8",
    "-3, -10, 100, -500, -503",
    "-3, -10, 100, -503, -513",
    "-3, -10, 100, 9, -3"
  })
  void theFirstOfItsOwnKeysThatIsPast(long next, long step, long bound, long key, long expected) {
    Counter counter = new Counter(next, step, -1000, bound);

    assertThat(counter.beyond(BigInteger.valueOf(key))).contains(BigInteger.valueOf(expected));
  }

  @Test
  void thereIsNoneBeyondItsBoundsNorBeyondWhatANumberCanBe() {
    assertThat(new Counter(1, 5, 1, 100).beyond(BigInteger.valueOf(96))).isEmpty();
    assertThat(new Counter(101, 1, 1, 100).beyond(BigInteger.ONE)).isEmpty();
    assertThat(new Counter(-1, -1, -10, -1).beyond(BigInteger.valueOf(-10))).isEmpty();
    assertThat(new Counter(1, 1, 1, Long.MAX_VALUE).beyond(BigInteger.valueOf(Long.MAX_VALUE)))
        .isEqualTo(Optional.empty());
  }
}
