package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.StreamState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamLoopTest {

  private Bench bench;
  private StreamLoop loop;

  @BeforeEach
  void follow() throws InterruptedException {
    bench = new Bench();
    loop = BenchLoop.over(bench);
    loop.step();
  }

  @Test
  void coming_back_after_a_failure_does_not_take_the_stream_from_a_newer_owner() {
    bench.insert(1, "a", "x");
    loop.reset();
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(1);
    try (Applier other = bench.setting.target.openApplier("crm")) {
      other.own("topic-1", 0);
    }
    loop.reset();
    assertThatThrownBy(loop::step).isInstanceOf(OwnershipLostException.class);
  }

  @Test
  void a_batch_holds_whole_transactions_as_long_as_they_fit() {
    bench.insert(1, "a", "x");
    bench.insert(2, "b", "x");
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(1);
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(2);
    assertThat(loop.status(java.time.Clock.systemUTC()).captured()).isEqualTo(2);
  }

  @Test
  void what_comes_again_is_dropped() {
    bench.insert(1, "a", "x");
    loop.step();
    bench.delete(1);
    bench.setting.crmCapture.deliverAgain(5);
    loop.step();
    loop.step();
    assertThat(bench.rows("active_contact")).isEmpty();
    assertThat(loop.status(java.time.Clock.systemUTC()).deduplicated()).isPositive();
  }

  private void insertTwoInParts() {
    bench.setting.crmCapture.partsOf(1);
    bench.insertTwo(1, 2);
  }

  @Test
  void parts_of_a_transaction_become_visible_together() {
    insertTwoInParts();
    List<Integer> between = new ArrayList<>();
    bench.setting.crmCapture.beforeNextPart(() -> between.add(bench.rows("active_contact").size()));
    loop.step();
    assertThat(between).containsExactly(0);
    assertThat(bench.rows("active_contact")).hasSize(2);
    assertThat(loop.status(java.time.Clock.systemUTC()).captured()).isEqualTo(2);
    bench.setting.crmCapture.deliverAgain(5);
    bench.insert(3, "c", "x");
    for (int i = 0; i < 6; i++) {
      loop.step();
    }
    assertThat(bench.rows("active_contact")).hasSize(3);
    assertThat(loop.status(java.time.Clock.systemUTC()).deduplicated()).isGreaterThan(1);
  }

  /** The target has them already: that is where they came from. */
  @Test
  void what_the_way_back_wrote_is_passed_over_whole_and_in_parts() {
    bench.setting.crmCapture.partsOf(1);
    StreamState before = state();
    bench.returnTwo(1, 2);
    loop.step();
    bench.setting.crmCapture.partsOf(100);
    bench.returnTwo(3, 4);
    loop.step();
    assertThat(bench.rows("active_contact")).isEmpty();
    assertThat(state().nextOffset()).isEqualTo(bench.setting.crm.history().size());
    assertThat(state().applied().after(before.applied())).isTrue();
    StreamStatus status = loop.status(java.time.Clock.systemUTC());
    assertThat(status.captured()).isEqualTo(4);
    assertThat(status.returned()).isEqualTo(4);
    assertThat(status.applied()).isZero();
    bench.insert(5, "e", "x");
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(1);
  }

  @Test
  void what_others_write_while_the_target_takes_the_writes_is_noted_and_never_applied() {
    direction(Direction.Way.RETURN);
    bench.returnTwo(1, 2);
    bench.insert(3, "c", "x");
    bench.setting.crmCapture.partsOf(1);
    bench.insertTwo(4, 5);
    bench.delete(3);
    for (int i = 0; i < 6; i++) {
      loop.step();
    }
    assertThat(bench.rows("active_contact")).isEmpty();
    assertThat(state().nextOffset()).isEqualTo(bench.setting.crm.history().size());
    List<StrayWrite> noted =
        bench.setting.target.strays().list(100).stream().map(StrayItem::write).toList();
    assertThat(noted)
        .filteredOn(each -> each.entity().equals("active_contact"))
        .extracting(each -> each.op() + " " + each.key())
        .containsExactly("INSERT id=3", "INSERT id=4", "INSERT id=5", "DELETE id=3");
    assertThat(noted).extracting(StrayWrite::source).containsOnly("crm");
    StreamStatus status = loop.status(java.time.Clock.systemUTC());
    assertThat(status.strays()).isEqualTo(noted.size());
    direction(Direction.Way.FORWARD);
    bench.insert(6, "f", "x");
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(1);
    assertThat(bench.setting.target.strays().waiting()).isEqualTo(noted.size());
  }

  /** Nobody has to know what a change means in order not to apply it. */
  @Test
  void what_cannot_be_mapped_is_noted_too_and_does_not_end_a_guard() {
    direction(Direction.Way.RETURN);
    bench.setting.incompleteUpdate();
    bench.insert(3, "c", "x");
    for (int i = 0; i < 4; i++) {
      loop.step();
    }
    assertThat(state().nextOffset()).isEqualTo(bench.setting.crm.history().size());
    assertThat(bench.setting.target.strays().list(100))
        .extracting(StrayItem::write)
        .extracting(each -> each.entity() + " " + each.op())
        .contains("event UPDATE", "active_contact INSERT");
  }

  private void direction(Direction.Way way) {
    String text = new Direction(way, 1).text();
    bench.setting.target.progress().remember(ProgressStore.DIRECTION, text);
    loop.turn();
  }

  private StreamState state() {
    return bench.setting.target.progress().streamState("crm").orElseThrow();
  }

  @Test
  void nothing_is_left_of_a_transaction_that_broke_off_between_its_parts() {
    insertTwoInParts();
    bench.setting.crmCapture.beforeNextPart(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(loop::step).hasMessage("broken");
    loop.reset();
    assertThat(bench.rows("active_contact")).isEmpty();
    for (int i = 0; i < 6; i++) {
      loop.step();
    }
    assertThat(bench.rows("active_contact")).hasSize(2);
  }
}
