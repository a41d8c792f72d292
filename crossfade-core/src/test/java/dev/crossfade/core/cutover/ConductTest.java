package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.cutover.Barrier.Standing;
import dev.crossfade.core.cutover.Conduct.Own;
import dev.crossfade.core.cutover.Conduct.Will;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConductTest {

  private static final Evidence ALL =
      Evidence.NONE.with(CutoverStep.CATCH_UP).with(CutoverStep.COMPARE).with(CutoverStep.READY);

  private static Passage to(Side side) {
    return new Passage("one", side);
  }

  private static Own own(Side to, long epoch, Evidence evidence) {
    return new Own(to(to), epoch, evidence, Will.GO_ON);
  }

  private static RouteRecord record(long epoch, Side writes, String hold) {
    return record(epoch, writes, hold, "");
  }

  private static RouteRecord record(long epoch, Side writes, String hold, String movedBy) {
    Hold held = hold.isEmpty() ? null : new Hold(hold, Duration.ofSeconds(9));
    RouteState state = new RouteState(writes, 0, held, null, movedBy);
    return new RouteRecord("all", epoch, "x", Map.of("r", state));
  }

  private static Sight sight(RouteRecord record, Barrier legacy, Barrier fresh) {
    return new Sight(record, Set.of("r"), Map.of(Side.LEGACY, legacy, Side.NEW, fresh), List.of());
  }

  private static Barrier open(long epoch) {
    return new Barrier(epoch, Standing.OPEN);
  }

  private static Barrier raised(long epoch) {
    return new Barrier(epoch, Standing.RAISED);
  }

  private static Move next(Own own, long taken, Sight sight) {
    return Conduct.next(Optional.of(own), taken, sight);
  }

  @Test
  void an_attempt_goes_through_all_steps_in_order() {
    Side to = Side.NEW;
    String hold = to(to).hold();
    RouteRecord held = record(7, Side.LEGACY, hold);
    assertThat(
            next(
                own(to, 0, Evidence.NONE),
                0,
                sight(record(6, Side.LEGACY, ""), open(2), raised(1))))
        .isEqualTo(new Move.HoldWrites());
    assertThat(next(own(to, 7, Evidence.NONE), 0, sight(held, open(2), open(0))))
        .isEqualTo(new Move.Raise(Side.NEW, 7));
    assertThat(next(own(to, 7, Evidence.NONE), 0, sight(held, open(2), raised(1))))
        .isEqualTo(new Move.Raise(Side.LEGACY, 7));
    Sight fenced = sight(held, raised(7), raised(1));
    assertThat(next(own(to, 7, Evidence.NONE), 0, fenced))
        .isEqualTo(new Move.Work(CutoverStep.CATCH_UP));
    assertThat(next(own(to, 7, Evidence.NONE.with(CutoverStep.CATCH_UP)), 0, fenced))
        .isEqualTo(new Move.Work(CutoverStep.COMPARE));
    assertThat(next(own(to, 7, ALL), 0, fenced)).isEqualTo(new Move.Switch(8));
    RouteRecord moved = record(8, Side.NEW, hold, hold);
    assertThat(next(own(to, 7, ALL), 0, sight(moved, raised(7), raised(1))))
        .isEqualTo(new Move.Lift(Side.NEW, 8));
    assertThat(next(own(to, 7, ALL), 0, sight(moved, raised(7), open(8))))
        .isEqualTo(new Move.Release(9));
    assertThat(next(own(to, 7, ALL), 0, sight(record(9, Side.NEW, "", hold), raised(7), open(8))))
        .isEqualTo(new Move.Rest(Side.NEW, 9));
  }

  @Test
  void gateways_are_waited_for_before_anything_is_fenced() {
    Sight sight =
        new Sight(
            record(7, Side.LEGACY, to(Side.NEW).hold()),
            Set.of("r"),
            Map.of(Side.LEGACY, open(2), Side.NEW, raised(1)),
            List.of("g1"));
    assertThat(next(own(Side.NEW, 7, Evidence.NONE), 0, sight)).isEqualTo(new Move.Await());
  }

  @Test
  void a_fence_of_an_earlier_attempt_is_not_enough() {
    Sight sight = sight(record(7, Side.LEGACY, to(Side.NEW).hold()), raised(6), raised(1));
    assertThat(next(own(Side.NEW, 7, ALL), 0, sight)).isEqualTo(new Move.Raise(Side.LEGACY, 7));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void whoever_finds_a_hold_takes_over_before_he_opens(Side to) {
    Side from = to.other();
    RouteRecord held = record(7, from, to(to).hold());
    Barrier open = open(2);
    Barrier raised = raised(7);
    Sight sight = to == Side.NEW ? sight(held, raised, open(1)) : sight(held, open(1), raised);
    assertThat(Conduct.next(Optional.empty(), 0, sight)).isEqualTo(new Move.TakeOver());
    assertThat(Conduct.next(Optional.empty(), 6, sight)).isEqualTo(new Move.TakeOver());
    assertThat(Conduct.next(Optional.empty(), 7, sight)).isEqualTo(new Move.Lift(from, 7));
    Sight never = to == Side.NEW ? sight(held, open, open) : sight(held, open, open);
    assertThat(Conduct.next(Optional.empty(), 7, never))
        .as("so that nobody raises it late")
        .isEqualTo(new Move.Lift(from, 7));
  }

  @Test
  void an_attempt_whose_record_was_replaced_is_over() {
    Sight sight = sight(record(8, Side.LEGACY, to(Side.NEW).hold()), raised(7), raised(1));
    assertThat(next(own(Side.NEW, 7, ALL), 0, sight)).isEqualTo(new Move.TakeOver());
  }

  @Test
  void whoever_gives_up_takes_over_from_himself_first() {
    Own tired = new Own(to(Side.NEW), 7, ALL, Will.GIVE_UP);
    Sight sight = sight(record(7, Side.LEGACY, to(Side.NEW).hold()), raised(7), raised(1));
    assertThat(next(tired, 0, sight)).isEqualTo(new Move.TakeOver());
  }

  @Test
  void after_the_switch_giving_up_goes_forward() {
    Own tired = new Own(to(Side.NEW), 7, ALL, Will.GIVE_UP);
    Sight sight = sight(record(8, Side.NEW, to(Side.NEW).hold()), raised(7), raised(1));
    assertThat(next(tired, 0, sight)).isEqualTo(new Move.Lift(Side.NEW, 8));
  }

  @Test
  void who_sent_writes_there_by_hand_opens_nothing_there() {
    RouteRecord sent = record(9, Side.NEW, "");
    for (Own own : List.of(own(Side.NEW, 7, ALL), Own.found(Side.NEW))) {
      assertThat(next(own, 0, sight(sent, raised(7), raised(1))))
          .isEqualTo(new Move.Reopen(Side.LEGACY, 9));
      assertThat(next(own, 0, sight(sent, open(9), raised(1))))
          .isEqualTo(new Move.Rest(Side.NEW, 9, Side.LEGACY));
    }
  }

  /** Whoever goes there is refused by the fence, and nobody else may come in meanwhile. */
  @Test
  void who_sends_them_back_by_hand_behind_the_switch_opens_nothing() {
    Sight sight = sight(record(9, Side.LEGACY, ""), raised(7), open(8));
    for (Own own : List.of(own(Side.NEW, 7, ALL), Own.found(Side.NEW))) {
      assertThat(next(own, 0, sight)).isEqualTo(new Move.Rest(Side.LEGACY, 9, Side.NEW));
    }
  }

  /** He is no owner of anything: what is open stays so, and what is closed too. */
  @Test
  void an_attempt_that_has_not_begun_opens_no_second_side() {
    Sight sight = sight(record(9, Side.LEGACY, ""), raised(7), open(8));
    assertThat(next(own(Side.NEW, 0, Evidence.NONE), 0, sight))
        .isEqualTo(new Move.Rest(Side.LEGACY, 9, Side.LEGACY));
  }

  /** That the side opens which takes the writes must not depend on the other. */
  @Test
  void only_fences_are_looked_at_that_decide() {
    RouteRecord back = record(9, Side.LEGACY, "");
    Optional<Own> own = Optional.of(own(Side.NEW, 7, ALL));
    Sight blind = new Sight(back, Set.of("r"), Map.of(), List.of());
    assertThat(Conduct.concerned(own, blind)).containsExactly(Side.LEGACY);
    assertThat(Conduct.concerned(own, blind.with(Map.of(Side.LEGACY, open(7)))))
        .containsExactly(Side.LEGACY);
    assertThat(Conduct.concerned(own, blind.with(Map.of(Side.LEGACY, raised(7)))))
        .containsExactlyInAnyOrder(Side.values());
  }

  @Test
  void where_writes_go_a_fence_is_lifted_by_whoever_sees_it() {
    Sight sight = sight(record(9, Side.LEGACY, ""), raised(7), raised(1));
    assertThat(Conduct.next(Optional.empty(), 0, sight)).isEqualTo(new Move.Lift(Side.LEGACY, 9));
  }

  @Test
  void what_others_hold_is_not_ours_to_end() {
    Sight sight = sight(record(9, Side.LEGACY, "by-hand"), open(7), raised(1));
    assertThat(Conduct.next(Optional.empty(), 0, sight)).isEqualTo(new Move.Rest(Side.LEGACY, 9));
  }

  @Test
  void routes_that_are_torn_apart_are_left_to_people() {
    RouteRecord torn =
        new RouteRecord(
            "all",
            3,
            "x",
            Map.of("r", RouteState.INITIAL, "q", RouteState.INITIAL.writesTo(Side.NEW)));
    Sight sight =
        new Sight(
            torn, Set.of("r", "q"), Map.of(Side.LEGACY, open(1), Side.NEW, raised(1)), List.of());
    assertThatThrownBy(() -> Conduct.next(Optional.empty(), 0, sight))
        .hasMessageContaining("both sides");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_hold_says_where_it_was_to_lead(Side side) {
    Hold hold = new Hold(to(side).hold(), Duration.ofSeconds(1));
    assertThat(Passage.of(hold)).contains(to(side));
    assertThat(Passage.of(new Hold("cutover-old-x", Duration.ofSeconds(1)))).isEmpty();
  }
}
