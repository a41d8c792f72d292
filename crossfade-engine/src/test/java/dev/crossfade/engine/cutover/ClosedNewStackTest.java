package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.memory.InMemoryFence;
import dev.crossfade.testkit.memory.MemoryShop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The new stack is closed once it is there, and whoever moves clients is not disturbed. */
class ClosedNewStackTest {

  private static final String ROUTE = "all";

  private final MemoryShop shop = new MemoryShop(Set.of("app"));
  private final InMemoryFence fence = new InMemoryFence(shop, Clock.systemUTC(), this::fault);
  private boolean refused;
  private RouteRecord record = RouteRecord.initial("shop");
  private boolean published = true;
  private final ClosedNewStack work =
      new ClosedNewStack(
          () -> record,
          Set.of(ROUTE),
          new JointFence(List.of(fence), Runnable::run),
          () -> published);

  @Test
  void is_closed_once_it_is_published() {
    write(Side.LEGACY);
    published = false;
    work.step();
    assertThat(fence.state().standing()).isEqualTo(Standing.OPEN);

    published = true;
    work.step();

    assertThat(fence.state().standing()).isEqualTo(Standing.RAISED);
    assertThat(fence.state().epoch()).isEqualTo(record.epoch());
    assertThatThrownBy(() -> shop.write("app", "tx")).hasMessageContaining("may not write");
    assertThat(work.trouble()).isEmpty();
  }

  @Test
  void what_somebody_was_given_meanwhile_is_taken_and_given_back_with_the_rest() {
    write(Side.LEGACY);
    work.step();
    shop.grant("late");
    Duration rest = work.step();
    assertThat(work.trouble()).isPresent();
    assertThat(rest).isLessThan(Duration.ofSeconds(1));
    assertThatThrownBy(() -> shop.write("late", "tx")).hasMessageContaining("may not write");

    work.step();
    assertThat(work.trouble()).isEmpty();

    fence.lift(record.epoch());
    shop.write("late", "tx");
  }

  @Test
  void rights_that_nobody_may_take_are_told_and_end_nothing() {
    write(Side.LEGACY);
    work.step();
    shop.grant("late");
    refused = true;

    assertThat(work.step()).isLessThan(Duration.ofSeconds(1));

    assertThat(work.trouble())
        .hasValueSatisfying(each -> assertThat(each.render()).contains("CF-5097", "late"));
  }

  @Test
  void is_left_alone_without_a_record() {
    work.step();

    assertThat(fence.state().standing()).isEqualTo(Standing.OPEN);
  }

  @Test
  void is_left_alone_while_writes_are_held_and_after_they_have_moved() {
    write(Side.LEGACY);
    change(record.route(ROUTE).held(new Hold("cutover", Duration.ofSeconds(5))));
    work.step();
    assertThat(fence.state().standing()).isEqualTo(Standing.OPEN);

    write(Side.NEW);
    work.step();

    assertThat(fence.state().standing()).isEqualTo(Standing.OPEN);
  }

  @Test
  void an_order_that_comes_late_closes_nothing() {
    write(Side.LEGACY);
    RouteRecord old = record;
    write(Side.NEW);
    fence.raise(record.epoch(), Duration.ofSeconds(1));
    fence.lift(record.epoch() + 1);

    record = old;
    work.step();

    assertThat(fence.state().standing()).isEqualTo(Standing.OPEN);
    shop.write("app", "tx");
  }

  @Test
  void waits_for_who_is_in_flight() {
    write(Side.LEGACY);
    shop.write("app", "tx");
    Duration rest = work.step();
    assertThat(fence.state().standing()).isEqualTo(Standing.RISING);
    assertThat(rest).isLessThan(Duration.ofSeconds(1));

    shop.commit("tx", Set.of(1L));
    work.step();

    assertThat(fence.state().standing()).isEqualTo(Standing.RAISED);
  }

  private Fault fault(String call) {
    if (refused && call.equals("fence.retake")) {
      throw CutoverProblem.otherKey("shop").raise();
    }
    return Fault.NONE;
  }

  private void write(Side side) {
    change(new RouteState(side, side == Side.NEW ? 100 : 0, null, null));
  }

  private void change(RouteState state) {
    record = record.with(ROUTE, state, "test");
  }
}
