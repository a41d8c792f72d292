package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.cutover.FenceState.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A legacy stack that somebody may write again is told while clients are on the new one. */
class FenceWatchTest {

  private RouteRecord record = RouteRecord.initial("shop");
  private FenceState state = new FenceState(3, Standing.RAISED, Optional.empty(), List.of());
  private int looks;
  private Problem failure;
  private final FenceWatch work = new FenceWatch(() -> record, Set.of("all"), new Shown());

  @Test
  void what_was_given_again_is_told_until_it_is_taken_back() {
    change(new RouteState(Side.NEW, 100, null, null));
    assertThat(told()).isEmpty();
    state = state.leaking(List.of("INSERT on shop.contact to app"));
    assertThat(told())
        .hasValueSatisfying(
            each -> assertThat(each.render()).contains("CF-5097", "INSERT on shop.contact to app"));
    state = state.leaking(List.of());
    assertThat(told()).isEmpty();
  }

  @Test
  void a_fence_that_is_gone_is_told() {
    change(new RouteState(Side.NEW, 100, null, null));
    state = new FenceState(3, Standing.OPEN, Optional.empty(), List.of());
    assertThat(told()).isPresent();
  }

  @Test
  void a_fence_that_cannot_be_looked_at_ends_nothing_and_is_looked_at_again_soon() {
    change(new RouteState(Side.NEW, 100, null, null));
    failure = CutoverProblem.interrupted("shop");
    assertThat(work.step()).isLessThan(Duration.ofSeconds(2));
    assertThat(work.trouble()).contains(failure);
    failure = null;
    assertThat(told()).isEmpty();
  }

  @Test
  void nobody_looks_while_the_legacy_stack_is_written_or_clients_are_moved() {
    state = new FenceState(3, Standing.OPEN, Optional.empty(), List.of());
    assertThat(told()).isEmpty();
    change(new RouteState(Side.NEW, 100, new Hold("back", Duration.ofSeconds(5)), null));
    assertThat(told()).isEmpty();
    assertThat(looks).isZero();
  }

  private Optional<Problem> told() {
    work.step();
    return work.trouble();
  }

  private void change(RouteState to) {
    record = record.with("all", to, "test");
  }

  private final class Shown implements Fence {

    @Override
    public FenceState state() {
      looks++;
      if (failure != null) {
        throw failure.raise();
      }
      return state;
    }

    @Override
    public FenceState glance() {
      return state;
    }

    @Override
    public List<Problem> check(Duration longest) {
      return List.of();
    }

    @Override
    public FenceOutcome raise(long epoch, Duration budget) {
      throw new AssertionError("nobody is to raise it");
    }

    @Override
    public void retake(long epoch) {
      throw new AssertionError("nobody is to take anything");
    }

    @Override
    public FenceOutcome lift(long epoch) {
      throw new AssertionError("nobody is to lift it");
    }

    @Override
    public List<String> left() {
      return List.of();
    }

    @Override
    public void prepare() {}

    @Override
    public void tidy() {}

    @Override
    public void remove() {}

    @Override
    public void close() {}
  }
}
