package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams let go and come back when changes go another way; others who take them are no turn. */
class TurningStreamTest {

  private final Turns turns = new Turns();
  private final List<String> calls = new ArrayList<>();
  private Runnable during = () -> {};
  private final TurningStream stream = new TurningStream(new Inner(), turns);

  private final class Inner implements StreamFollower {

    @Override
    public String name() {
      return "stream-crm";
    }

    @Override
    public Duration step() {
      calls.add("step");
      during.run();
      return Duration.ZERO;
    }

    @Override
    public String source() {
      return "crm";
    }

    @Override
    public StreamStatus status(Clock clock) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void turn() {
      calls.add("turn");
    }

    @Override
    public void stopped(Problem why) {}
  }

  @Test
  void it_takes_its_stream_over_anew_after_a_turn() {
    stream.step();
    turns.around(() -> assertThat(stream.step()).isPositive());
    stream.step();
    stream.step();
    assertThat(calls).containsExactly("step", "turn", "step", "step");
  }

  @Test
  void to_be_refused_during_a_turn_is_no_surprise() {
    during =
        () -> {
          turns.around(() -> {});
          throw new OwnershipLostException("taken by the turn");
        };
    assertThat(stream.step()).isPositive();
    during = () -> {};
    stream.step();
    assertThat(calls).containsExactly("step", "turn", "step");
  }

  @Test
  void to_be_refused_otherwise_is_for_others_to_know() {
    during =
        () -> {
          throw new OwnershipLostException("somebody else");
        };
    assertThatThrownBy(stream::step).isInstanceOf(OwnershipLostException.class);
  }

  @Test
  void a_turn_that_fails_ends_all_the_same() {
    assertThatThrownBy(
            () ->
                turns.around(
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    stream.step();
    assertThat(calls).containsExactly("turn", "step");
  }
}
