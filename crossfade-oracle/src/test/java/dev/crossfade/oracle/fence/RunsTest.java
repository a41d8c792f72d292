package dev.crossfade.oracle.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {

  @Test
  void oneAfterTheOther() {
    assertThat(Runs.together(tries(0, "++++----"), tries(1, "----++++"))).isZero();
    assertThat(Runs.together(tries(0, "+++-----"), tries(5, "------++"))).isZero();
  }

  @Test
  void thereAndBackAgain() {
    assertThat(Runs.together(tries(0, "+++---+++"), tries(3, "---++----"))).isZero();
  }

  @Test
  void bothAtOnce() {
    assertThat(Runs.together(tries(0, "+++++---"), tries(1, "---+++++"))).isPositive();
  }

  @Test
  void oneTryInTheMidstOfTheOthers() {
    assertThat(Runs.together(tries(0, "+++++++"), tries(1, "---+---"))).isEqualTo(1);
  }

  @Test
  void aTryThatLastedSaysOnlyThatItWasOpenOnce() {
    List<Attempt> old = tries(0, "++++");
    List<Attempt> waited = List.of(new Attempt(5, 900, Attempt.Result.ACCEPTED));
    assertThat(Runs.together(old, waited)).isZero();
  }

  @Test
  void betweenAcceptedTriesWithARefusalNothingIsKnown() {
    assertThat(Runs.open(tries(0, "+-+-+"))).isEmpty();
    assertThat(Runs.open(tries(0, "++-++"))).hasSize(2);
  }

  /** A try every ten, each lasting four. */
  private static List<Attempt> tries(long offset, String results) {
    List<Attempt> tries = new ArrayList<>();
    for (int i = 0; i < results.length(); i++) {
      long begin = offset + i * 10L;
      tries.add(
          new Attempt(
              begin,
              begin + 4,
              results.charAt(i) == '+' ? Attempt.Result.ACCEPTED : Attempt.Result.REFUSED));
    }
    return tries;
  }
}
