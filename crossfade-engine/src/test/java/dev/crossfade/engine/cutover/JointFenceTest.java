package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryFence;
import dev.crossfade.testkit.memory.MemoryShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several databases of one side are one fence: what one of them lacks, all lack. */
class JointFenceTest {

  private static final Duration NO_TIME = Duration.ZERO;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final MemoryShop one = new MemoryShop(Set.of("client"));
  private final MemoryShop two = new MemoryShop(Set.of("client"));
  private final JointFence joint = new JointFence(List.of(fence(one), fence(two)), Runnable::run);

  private InMemoryFence fence(MemoryShop shop) {
    return new InMemoryFence(shop, clock, Faults.NONE);
  }

  private Standing standing() {
    return joint.state().standing();
  }

  @Test
  void it_is_raised_when_all_are_and_open_when_all_are() {
    assertThat(standing()).isEqualTo(Standing.OPEN);
    fence(one).raise(3, NO_TIME);
    assertThat(standing()).isEqualTo(Standing.RISING);
    assertThat(joint.state().stop()).isEmpty();
    assertThat(joint.raise(3, NO_TIME)).isInstanceOf(FenceOutcome.Raised.class);
    assertThat(standing()).isEqualTo(Standing.RAISED);
    assertThat(joint.state().stop()).isPresent();
    fence(two).lift(4);
    assertThat(standing()).isEqualTo(Standing.RISING);
    assertThat(joint.lift(4)).isInstanceOf(FenceOutcome.Lifted.class);
    assertThat(standing()).isEqualTo(Standing.OPEN);
    assertThat(one.open() && two.open()).isTrue();
  }

  /** One that waits for its transactions is not waited for before the next is told. */
  @Test
  @Timeout(60)
  void an_order_is_given_to_all_of_them_at_once() throws Exception {
    Object open = new Object();
    one.write("client", open);
    JointFence threads =
        new JointFence(List.of(fence(one), fence(two)), what -> new Thread(what).start());
    FutureTask<FenceOutcome> order =
        new FutureTask<>(() -> threads.raise(5, Duration.ofMinutes(1)));
    new Thread(order).start();

    while (fence(two).state().standing() != Standing.RAISED
        || fence(one).state().standing() == Standing.OPEN) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(fence(one).state().standing()).isEqualTo(Standing.RISING);
    one.commit(open, Set.of(1L));
    assertThat(order.get(1, TimeUnit.MINUTES)).isInstanceOf(FenceOutcome.Raised.class);
  }

  @Test
  void its_epoch_is_the_least_so_that_nobody_is_left_out() {
    fence(one).raise(7, NO_TIME);
    fence(two).raise(3, NO_TIME);
    assertThat(joint.state().epoch()).isEqualTo(3);
    assertThat(joint.state().stop().orElseThrow().epoch()).isEqualTo(3);
    joint.raise(7, NO_TIME);
    assertThat(joint.state().epoch()).isEqualTo(7);
  }

  @Test
  void one_that_is_busy_does_not_keep_the_others_from_rising() {
    Object open = new Object();
    one.write("client", open);
    assertThat(joint.raise(2, NO_TIME)).isInstanceOf(FenceOutcome.Refused.class);
    assertThat(two.open()).isFalse();
    assertThat(standing()).isEqualTo(Standing.RISING);
    one.commit(open, Set.of(1L));
    assertThat(joint.raise(2, NO_TIME)).isInstanceOf(FenceOutcome.Raised.class);
  }

  @Test
  void what_is_left_of_all_of_them_is_removed() {
    joint.raise(3, NO_TIME);
    assertThat(joint.left()).hasSize(4);
    joint.remove();
    assertThat(joint.left()).isEmpty();
    assertThat(one.open() && two.open()).isTrue();
    assertThat(joint.state().epoch()).isZero();
  }

  @Test
  void an_order_that_one_of_them_refuses_is_refused() {
    fence(two).raise(9, NO_TIME);
    assertThat(joint.raise(4, NO_TIME)).isEqualTo(new FenceOutcome.Outrun(9));
    assertThat(joint.lift(4)).isEqualTo(new FenceOutcome.Outrun(9));
  }
}
