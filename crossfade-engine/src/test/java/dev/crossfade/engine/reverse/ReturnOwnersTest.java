package dev.crossfade.engine.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.target.OwnershipLostException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may take a source, where several could. */
class ReturnOwnersTest {

  private final ReturnBench bench = new ReturnBench();

  @BeforeEach
  void arm() {
    bench.arm();
  }

  @Test
  void a_newer_owner_is_not_driven_out() {
    bench.turnBack();
    bench.work();
    Work crm = bench.loops().get(1);
    try (LegacyApplier other = bench.crmLegacy.openApplier()) {
      other.own(bench.crmLegacy.state().orElseThrow().streamId(), 0, Position.START);
    }
    bench.write(1, "one");
    assertThatThrownBy(crm::step).isInstanceOf(OwnershipLostException.class);
    crm.reset();
    assertThatThrownBy(crm::step).isInstanceOf(OwnershipLostException.class);
  }

  @Test
  void who_looks_after_it_once_more_takes_back_what_another_one_had() {
    a_newer_owner_is_not_driven_out();
    bench.laterShift();
    bench.work();
    assertThat(bench.contacts()).containsExactly(1L);
  }

  @Test
  void who_looks_after_it_no_more_takes_no_source() {
    bench.turnBack();
    bench.work();
    bench.laterShift();
    bench.succeeded();
    long epoch = bench.crmLegacy.state().orElseThrow().epoch();
    assertThatThrownBy(bench.loops().get(1)::step).isInstanceOf(OwnershipLostException.class);
    assertThat(bench.crmLegacy.state().orElseThrow().epoch()).isEqualTo(epoch);
  }

  @Test
  void who_is_disowned_because_the_direction_turned_lets_go_quietly() {
    bench.turnBack();
    bench.work();
    bench.write(1, "one");
    bench.turnForward();
    bench.work();
    assertThat(bench.contacts()).isEmpty();
    assertThat(bench.back.status())
        .extracting(ReturnStatus::state)
        .containsOnly(ReturnStatus.State.RESTING);
  }

  @Test
  void a_zombie_of_another_process_applies_nothing_after_a_turn() {
    bench.turnBack();
    bench.work();
    Work zombie = bench.loops().get(1);
    bench.back = bench.another();
    bench.write(1, "one");
    bench.turnForwardAtOnce();
    bench.work(zombie);
    assertThat(bench.contacts()).isEmpty();
  }

  @Test
  void a_turn_in_the_middle_of_a_step_is_no_newer_owner() {
    bench.turnBack();
    bench.work();
    bench.write(1, "one");
    bench.beforeBegin = () -> bench.back.turns().forEach(Runnable::run);
    bench.work();
    assertThat(bench.contacts()).containsExactly(1L);
  }

  @Test
  void who_finds_the_mark_before_his_source_is_disowned_is_not_driven_out() {
    bench.turnBack();
    bench.beforeDisown = bench::work;
    bench.back.turns().forEach(Runnable::run);
    bench.write(1, "one");
    bench.work();
    assertThat(bench.contacts()).containsExactly(1L);
  }
}
