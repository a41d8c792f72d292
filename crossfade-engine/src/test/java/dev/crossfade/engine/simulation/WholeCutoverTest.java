package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A migration from history over a cutover, a rollback and a second cutover; applications write. */
class WholeCutoverTest {

  private static final int MOST_CALLS = 400;
  private static final int STEP = Boolean.getBoolean("crossfade.long") ? 1 : 3;

  private static CutoverWorld live(long seed) {
    CutoverWorld world = new CutoverWorld(seed);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    world.settled();
    return world;
  }

  private static CutoverWorld window(long seed) {
    CutoverWorld world = live(seed);
    world.ask(Trigger.CUT_OVER);
    assertThat(world.rest()).isEqualTo(Phase.WINDOW);
    return world;
  }

  @Test
  void clients_go_there_and_back_and_there_again_and_nothing_is_lost() {
    CutoverWorld world = window(1);
    world.settled();
    int before = world.stacks.writtenOnNew;
    world.go(200);
    assertThat(world.stacks.writtenOnNew).isGreaterThan(before);
    world.ask(Trigger.ROLL_BACK);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    world.settled();
    world.go(200);
    world.ask(Trigger.CUT_OVER);
    assertThat(world.rest()).isEqualTo(Phase.WINDOW);
    world.settled();
    assertThat(world.phases().subList(5, world.phases().size()))
        .containsExactly("CUTOVER", "WINDOW", "ROLLBACK", "LIVE", "CUTOVER", "WINDOW");
  }

  @Test
  void what_it_took_is_measured() {
    CutoverWorld world = window(2);
    CrossingReport report =
        CrossingReport.parse(world.stacks.fact(ProgressStore.CROSSING).orElseThrow());
    assertThat(report.across()).isTrue();
    assertThat(report.end()).isEqualTo(Side.NEW);
    assertThat(report.epoch()).isEqualTo(world.stacks.record().epoch());
    assertThat(report.steps()).containsKeys(CutoverStep.FENCE, CutoverStep.READY, CutoverStep.OPEN);
    assertThat(report.pause()).isPositive().isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void who_ends_it_before_the_switch_gets_it_back() {
    CutoverWorld world = live(3);
    world.ask(Trigger.CUT_OVER);
    while (world.stacks.open(Side.LEGACY)) {
      world.tick();
    }
    world.stacks.abort();
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    world.settled();
    assertThat(CrossingReport.parse(world.stacks.fact(ProgressStore.CROSSING).orElseThrow()).why())
        .isEqualTo("somebody ended it");
  }

  @Test
  void a_pause_that_is_too_long_takes_it_back_by_itself() {
    CutoverWorld world = live(4);
    world.ask(Trigger.CUT_OVER);
    world.faults(call -> call.equals("ads.poll") ? Fault.UNREACHABLE : Fault.NONE);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    world.faults(Faults.NONE);
    world.settled();
    String report = world.stacks.fact(ProgressStore.CROSSING).orElseThrow();
    assertThat(CrossingReport.parse(report).why())
        .contains("longer than writes may wait")
        .contains("C5");
  }

  /**
   * Whoever moves clients dies after each of his calls, once it had its effect; in the usual build
   * after each third.
   */
  @Test
  void whoever_is_killed_anywhere_leaves_one_side_that_takes_writes() {
    for (Trigger way : List.of(Trigger.CUT_OVER, Trigger.ROLL_BACK)) {
      int calls = 1;
      while (killed(way, calls)) {
        calls += STEP;
        assertThat(calls).isLessThan(MOST_CALLS);
      }
      assertThat(calls).as("met all that moves clients").isGreaterThan(30);
    }
  }

  /**
   * Nothing was fenced, nothing brought over: nobody may write the other side, or call it moved.
   */
  @Test
  void who_sends_writes_there_by_hand_has_moved_nobody() {
    for (Side from : Side.values()) {
      CutoverWorld world = from == Side.LEGACY ? live(8) : window(8);
      world.settled();
      world.stacks.switchTo(from.other());
      world.ask(from == Side.LEGACY ? Trigger.CUT_OVER : Trigger.ROLL_BACK);
      world.go(2_000);
      assertThat(world.stacks.open(from.other())).isFalse();
      String report = world.stacks.fact(ProgressStore.CROSSING).orElseThrow();
      assertThat(CrossingReport.parse(report).why()).contains("by hand");
      world.stacks.switchTo(from);
      world.settled();
    }
  }

  /** The same while it is under way, and where whoever moves them dies just then. */
  @ParameterizedTest
  @EnumSource(Side.class)
  void who_does_so_in_the_middle_has_moved_nobody(Side from) {
    for (boolean dies : List.of(false, true)) {
      for (int ticks = 1; sent(from, ticks, dies); ticks += 7) {
        assertThat(ticks).isLessThan(10 * MOST_CALLS);
      }
    }
  }

  /** False when the move had come to its switch before. */
  private static boolean sent(Side from, int ticks, boolean dies) {
    CutoverWorld world = from == Side.LEGACY ? live(9) : window(9);
    world.settled();
    world.ask(from == Side.LEGACY ? Trigger.CUT_OVER : Trigger.ROLL_BACK);
    world.go(ticks);
    if (world.stacks.record().route("all").writes() != from) {
      return false;
    }
    world.stacks.switchTo(from.other());
    if (dies) {
      world.crash();
    }
    // not longer: applications write faster here than changes come back
    world.go(600);
    assertThat(world.rest()).isEqualTo(from == Side.LEGACY ? Phase.LIVE : Phase.WINDOW);
    assertThat(world.stacks.open(from)).as("%d: %s", ticks, from).isTrue();
    assertThat(world.stacks.open(from.other())).as("%d: other", ticks).isFalse();
    world.stacks.switchTo(from);
    world.settled();
    return true;
  }

  /** Nobody comes after it, and yet somebody may write, where gateways send writes. */
  @Test
  void whoever_is_told_to_end_anywhere_leaves_nobody_before_closed_doors() {
    for (Trigger way : List.of(Trigger.CUT_OVER, Trigger.ROLL_BACK)) {
      for (int ticks = 1; left(way, ticks); ticks += 5) {
        assertThat(ticks).isLessThan(10 * MOST_CALLS);
      }
    }
  }

  /** False when the move was over before. */
  private static boolean left(Trigger way, int ticks) {
    CutoverWorld world = way == Trigger.CUT_OVER ? live(7) : window(7);
    Phase there = way == Trigger.CUT_OVER ? Phase.WINDOW : Phase.LIVE;
    world.ask(way);
    world.go(ticks);
    boolean over = world.phase() == there;
    world.leave();
    Side writes = world.stacks.record().route("all").writes();
    assertThat(world.stacks.record().route("all").hold()).as("%s, %d", way, ticks).isNull();
    assertThat(world.stacks.open(writes)).as("%s, %d: %s", way, ticks, writes).isTrue();
    assertThat(world.stacks.open(writes.other())).as("%s, %d: other", way, ticks).isFalse();
    world.boot();
    world.settled();
    return !over;
  }

  /** False when it was over before that call. */
  private static boolean killed(Trigger way, int call) {
    CutoverWorld world = way == Trigger.CUT_OVER ? live(5) : window(5);
    try {
      world.ask(way);
      Countdown countdown = new Countdown(world, call, Fault.CRASH_AFTER);
      world.faults(countdown);
      world.rest();
      world.faults(Faults.NONE);
      world.settled();
      return countdown.over();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(way + ", killed after call " + call, e);
    }
  }

  /** Something happens at the n-th call that clients are moved by. */
  static final class Countdown implements Faults {

    private final CutoverWorld world;
    private final Fault how;
    private int left;

    Countdown(CutoverWorld world, int left, Fault how) {
      this.world = world;
      this.left = left;
      this.how = how;
    }

    @Override
    public Fault before(String call) {
      boolean moves =
          call.startsWith("routes.")
              || call.contains(".fence.")
              || call.startsWith("return.")
              || call.startsWith("readiness.")
              || call.startsWith("comparison.")
              || call.equals("progress.remember")
              || call.equals("applier.own");
      boolean resting = call.equals("return.apply") && !world.stacks.returning();
      return moves && !resting && --left == 0 ? how : Fault.NONE;
    }

    boolean over() {
      return left <= 0;
    }
  }

  /** A process that wakes up in the middle of what it did finds that it is too late for that. */
  @Test
  void who_wakes_up_late_changes_nothing() {
    for (int calls = 1; calls < 60; calls += 5) {
      CutoverWorld world = live(100 + calls);
      world.ask(Trigger.CUT_OVER);
      int[] left = {calls};
      while (world.phase() != Phase.CUTOVER || left[0]-- > 0) {
        world.tick();
        if (world.phase() == Phase.WINDOW) {
          break;
        }
      }
      world.freeze();
      world.rest();
      world.settled();
      world.go(300);
    }
  }

  @Test
  void a_window_is_counted_by_whoever_comes_and_kept_open_for_longer() {
    CutoverWorld world = window(6);
    world.settled();
    world.extend(5);
    world.crash();
    world.settled();
    world.go(400);
    RollbackWindow window =
        RollbackWindow.parse(world.stacks.fact(ProgressStore.ROLLBACK_WINDOW).orElseThrow());
    assertThat(window.length()).isEqualTo(Duration.ofHours(77));
    assertThat(window.elapsed()).isGreaterThan(Duration.ofSeconds(12));
    // processes are lazy here: a pause that is too long takes a move back
    for (int tries = 0; tries < 5 && world.phase() == Phase.WINDOW; tries++) {
      world.ask(Trigger.ROLL_BACK);
      world.rest();
    }
    assertThat(world.phase()).isEqualTo(Phase.LIVE);
    assertThat(world.stacks.fact(ProgressStore.ROLLBACK_WINDOW)).contains("");
  }
}
