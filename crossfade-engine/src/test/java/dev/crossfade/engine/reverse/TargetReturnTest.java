package dev.crossfade.engine.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.ReturnBoard;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.cutover.ReturnStanding;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.testkit.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TargetReturnTest {

  private final ReturnBench bench = new ReturnBench();

  private void refused(EngineProblem code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  @Nested
  class Arming {

    @Test
    void it_is_proven_by_a_mark_that_comes_back() {
      assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
      assertThat(bench.progress.fact(ProgressStore.RETURN_ARMED)).isPresent();
      assertThat(bench.capture.status().state()).isEqualTo(CaptureStatus.State.RUNNING);
      assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_capture_that_does_not_deliver_is_not_proven() {
      bench.capture.hang();
      assertThat(bench.back.arm()).isNull();
      assertThat(bench.back.arm()).isNull();
      bench.clock.advance(Duration.ofSeconds(31));
      assertThat(bench.back.arm())
          .isInstanceOfSatisfying(
              Outcome.NotDone.class,
              e -> assertThat(e.why().code()).isEqualTo(EngineProblem.RETURN_NOT_PROVEN));
      assertThat(bench.progress.fact(ProgressStore.RETURN_ARMED)).isEmpty();
      bench.capture.carryOn();
      assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void what_an_attempt_left_behind_is_made_anew() {
      bench.back.arm();
      bench.target.log().replaceServer();
      bench.back = bench.another();
      assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void an_armed_log_that_was_lost_is_made_anew_as_long_as_nothing_depends_on_it() {
      bench.arm();
      bench.target.log().loseSlot();
      bench.back = bench.another();
      assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void nothing_is_left_of_it_when_it_is_retired_and_it_can_be_armed_again() {
      bench.arm();
      String first = id();
      assertThat(bench.back.retire()).isInstanceOf(Outcome.Done.class);
      assertThat(bench.back.retire()).isInstanceOf(Outcome.Done.class);
      assertThat(bench.progress.fact(ProgressStore.RETURN_ARMED)).contains("");
      assertThat(bench.capture.position()).isEmpty();
      assertThat(bench.target.log().identity().facts()).containsEntry("slot", "absent");
      bench.back = bench.another();
      assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
      assertThat(id()).isNotEqualTo(first);
    }

    private String id() {
      try (ChangeStream stream = bench.capture.openStream()) {
        return stream.id();
      }
    }

    @Test
    void rows_of_an_earlier_passage_that_wait_are_seen_to_first() {
      bench.arm();
      bench.turnBack();
      bench.crm.write(tx -> tx.insert(ReturnBench.CONTACT, 1L, "a stray"));
      bench.write(1, "one");
      bench.work();
      assertThat(bench.back.unrestored()).isEqualTo(1);
      bench.turnForward();
      bench.work();
      bench.back.retire();
      assertThatThrownBy(bench::arm).hasMessageContaining("wait");
      bench.crmLegacy.unrestored(9).forEach(bench.crmLegacy::settle);
      bench.back.retire();
      assertThat(bench.arm()).isInstanceOf(Outcome.Done.class);
      assertThat(bench.crmLegacy.state()).isEmpty();
    }
  }

  @Nested
  class Returning {

    @BeforeEach
    void arm() {
      bench.arm();
    }

    @Test
    void only_what_is_behind_the_mark_comes_back_once_and_under_our_tag() {
      bench.write(1, "applied by us");
      bench.work();
      assertThat(bench.contacts()).isEmpty();
      bench.turnBack();
      bench.write(2, "by somebody");
      bench.writeAd(3, "too");
      bench.work();
      assertThat(bench.contacts()).containsExactly(2L);
      assertThat(bench.ads()).containsExactly(3L);
      assertThat(bench.crm.history())
          .filteredOn(each -> !each.changes().isEmpty())
          .extracting(SourceTransaction::origin)
          .containsExactly(Origin.WAY_BACK);
      assertThat(bench.progress.fact(ProgressStore.RETURN_START)).isPresent();
      assertThat(bench.back.status())
          .extracting(ReturnStatus::state)
          .containsOnly(ReturnStatus.State.FOLLOWING);
    }

    @Test
    void how_far_each_source_is_is_noted_in_the_target_while_changes_go_back() {
      bench.work();
      assertThat(bench.progress.fact(ProgressStore.RETURN_BOARD)).isEmpty();
      bench.turnBack();
      bench.write(1, "one");
      bench.work();
      ReturnBoard board =
          ReturnBoard.of(
                  Direction.of(bench.progress.fact(ProgressStore.DIRECTION)),
                  bench.progress.fact(ProgressStore.RETURN_BOARD))
              .orElseThrow();
      assertThat(board.sources()).extracting(ReturnStanding::source).containsExactly("ads", "crm");
      assertThat(board.sources())
          .allSatisfy(
              each -> {
                assertThat(each.state()).isEqualTo(ReturnStanding.State.FOLLOWING);
                assertThat(each.mark()).isPositive();
                assertThat(each.position()).isNotEmpty();
                assertThat(each.waiting()).isZero();
              });
    }

    @Test
    void another_process_goes_on_where_the_first_one_was() {
      bench.turnBack();
      bench.write(1, "one");
      bench.work();
      bench.write(2, "two");
      bench.back = bench.another();
      bench.work();
      assertThat(bench.contacts()).containsExactly(1L, 2L);
    }

    @Test
    void what_is_applied_between_two_passages_does_not_come_back() {
      bench.turnBack();
      bench.write(1, "back");
      bench.work();
      bench.turnForward();
      bench.work();
      bench.write(2, "applied by us");
      bench.work();
      assertThat(bench.back.status())
          .extracting(ReturnStatus::state)
          .containsOnly(ReturnStatus.State.RESTING);
      bench.turnBack();
      bench.write(3, "back");
      bench.work();
      assertThat(bench.contacts()).containsExactly(1L, 3L);
    }

    @Test
    void it_waits_for_the_mark_of_its_own_direction() {
      bench.turnBack();
      bench.work();
      String mark = bench.progress.fact(ProgressStore.RETURN_MARK).orElseThrow();
      bench.turnForward();
      bench.work();
      bench.turnBack();
      String next = bench.progress.fact(ProgressStore.RETURN_MARK).orElseThrow();
      bench.progress.remember(ProgressStore.RETURN_MARK, mark);
      bench.write(1, "too early");
      bench.work();
      assertThat(bench.contacts()).isEmpty();
      bench.progress.remember(ProgressStore.RETURN_MARK, next);
      bench.work();
      assertThat(bench.contacts()).containsExactly(1L);
    }

    @Test
    void a_lost_answer_to_a_commit_is_read_and_nothing_is_done_twice() {
      bench.turnBack();
      bench.work();
      Work crm = bench.loops().get(1);
      assertThat(crm.name()).isEqualTo("return-crm");
      bench.write(1, "one");
      bench.commits.add(Fault.ACK_LOST);
      bench.work(crm);
      bench.change(1, "uno");
      bench.commits.add(Fault.REQUEST_LOST);
      refused(EngineProblem.NOT_COMMITTED, crm::step);
      crm.reset();
      bench.work(crm);
      assertThat(bench.crm.rows(ReturnBench.CONTACT)).containsExactly(new Object[] {1L, "uno"});
      assertThat(bench.crm.history()).filteredOn(each -> !each.changes().isEmpty()).hasSize(2);
    }

    @Test
    void a_mark_that_is_passed_over_is_a_gap() {
      bench.turnBack();
      String[] mark = bench.progress.fact(ProgressStore.RETURN_MARK).orElseThrow().split(" ");
      bench.progress.remember(
          ProgressStore.RETURN_MARK,
          new ReturnMark(Long.parseLong(mark[0]) - 1, Long.parseLong(mark[1])).text());
      bench.capture.trim(bench.target.history().size() - 1L);
      refused(EngineProblem.RETURN_MARK_MISSING, () -> bench.work());
    }

    @Test
    void another_topic_is_a_gap() {
      bench.turnBack();
      bench.work();
      bench.capture.loseTopic();
      bench.back = bench.another();
      refused(EngineProblem.STREAM_CHANGED, () -> bench.work());
      assertThat(bench.back.status())
          .filteredOn(each -> each.state() == ReturnStatus.State.STOPPED)
          .isNotEmpty()
          .allSatisfy(
              each -> assertThat(each.problem().code()).isEqualTo(EngineProblem.STREAM_CHANGED));
    }

    @Test
    void a_side_has_returned_when_all_sources_have_reached_the_mark_and_nothing_waits() {
      bench.turnBack();
      bench.work();
      bench.write(1, "one");
      Mark mark = bench.back.mark();
      assertThat(bench.back.returned(mark)).isFalse();
      bench.work(bench.loops().get(1));
      assertThat(bench.back.returned(mark)).isFalse();
      bench.work();
      assertThat(bench.back.returned(mark)).isTrue();
      bench.crm.write(tx -> tx.insert(ReturnBench.CONTACT, 2L, "a stray"));
      bench.write(2, "two");
      Mark later = bench.back.mark();
      bench.work();
      assertThat(bench.back.returned(later)).isFalse();
      assertThat(bench.back.unrestored()).isEqualTo(1);
    }

    @Test
    void silence_is_told_while_it_is_tried_on() {
      bench.turnBack();
      bench.work();
      Work crm = bench.loops().get(1);
      assertThat(crm.trouble()).isEmpty();
      bench.capture.hang();
      bench.clock.advance(Duration.ofSeconds(31));
      bench.work(crm);
      assertThat(crm.trouble())
          .hasValueSatisfying(
              each -> assertThat(each.code()).isEqualTo(EngineProblem.TARGET_SILENT));
      bench.capture.carryOn();
      bench.write(1, "one");
      bench.work(crm);
      assertThat(crm.trouble()).isEmpty();
    }

    @Test
    void marks_are_written_while_changes_go_back() {
      bench.work();
      int before = bench.target.history().size();
      bench.work();
      assertThat(bench.target.history()).hasSize(before);
      bench.turnBack();
      bench.work();
      assertThat(bench.target.history().size()).isGreaterThan(before + 3);
    }

    @Test
    void a_log_that_was_lost_stops_the_way_back() {
      bench.turnBack();
      bench.work();
      bench.target.log().loseSlot();
      List<Work> all = bench.loops();
      refused(EngineProblem.LOG_CHANGED, () -> all.get(all.size() - 1).step());
    }

    @Test
    void states_are_kept_in_the_source() {
      bench.turnBack();
      bench.work();
      ReverseState state = bench.crmLegacy.state().orElseThrow();
      assertThat(state.mark()).isPositive();
      assertThat(state.markWrittenAt()).isNotNull();
    }
  }
}
