package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attempts that do not get across: whatever they wait for, somebody may write soon. */
class CutoverEndedTest {

  private static CutoverWorld live(long seed) {
    CutoverWorld world = new CutoverWorld(seed);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    world.settled();
    return world;
  }

  private static String why(CutoverWorld world) {
    return CrossingReport.parse(world.stacks.fact(ProgressStore.CROSSING).orElseThrow()).why();
  }

  /** Compares before writes are held; behind the fences it never ends. */
  private static void endlessComparison(CutoverWorld world) {
    world.stacks.aside =
        command -> {
          if (world.stacks.open(Side.LEGACY)) {
            command.run();
          }
        };
    world.ask(Trigger.CUT_OVER);
  }

  @Test
  void a_comparison_that_does_not_end_is_ended_with_the_pause() {
    CutoverWorld world = live(11);
    endlessComparison(world);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    assertThat(why(world)).contains("longer than writes may wait").contains("C6");
    world.stacks.aside = Runnable::run;
    world.settled();
  }

  @Test
  void who_ends_it_while_it_compares_is_heard() {
    CutoverWorld world = live(12);
    endlessComparison(world);
    while (world.stacks.open(Side.LEGACY)) {
      world.tick();
    }
    world.go(20);
    world.abort();
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    assertThat(why(world)).isEqualTo("somebody ended it");
    world.stacks.aside = Runnable::run;
    world.settled();
  }

  /** Whoever takes it back dies after each of his calls, once it had its effect. */
  @Test
  void who_dies_while_a_turn_is_taken_back_leaves_changes_going_where_writes_are() {
    for (Trigger way : List.of(Trigger.CUT_OVER, Trigger.ROLL_BACK)) {
      int calls = 1;
      while (killed(way, calls)) {
        calls++;
      }
      assertThat(calls).as("met all that takes it back").isGreaterThan(10);
    }
  }

  private static boolean killed(Trigger way, int call) {
    CutoverWorld world = live(13);
    if (way == Trigger.ROLL_BACK) {
      world.ask(Trigger.CUT_OVER);
      assertThat(world.rest()).isEqualTo(Phase.WINDOW);
    }
    Phase from = world.phase();
    boolean returning = world.stacks.returning();
    world.ask(way);
    while (world.stacks.returning() == returning) {
      world.tick();
    }
    world.abort();
    WholeCutoverTest.Countdown countdown =
        new WholeCutoverTest.Countdown(world, call, Fault.CRASH_AFTER);
    world.faults(countdown);
    try {
      assertThat(world.rest()).isEqualTo(from);
      world.faults(Faults.NONE);
      world.settled();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(way + ", killed after call " + call, e);
    }
    return countdown.over();
  }

  /** Everything but sources, route records and the journal. */
  private static Fault withoutTarget(String call) {
    boolean elsewhere =
        List.of("legacy.", "routes.", "crm.", "ads.").stream().anyMatch(call::startsWith);
    return elsewhere ? Fault.NONE : Fault.UNREACHABLE;
  }

  @Test
  void a_target_that_is_gone_during_the_pause_keeps_no_source_closed() {
    CutoverWorld world = live(14);
    world.ask(Trigger.CUT_OVER);
    while (world.stacks.open(Side.LEGACY)) {
      world.tick();
    }
    world.faults(CutoverEndedTest::withoutTarget);
    for (int i = 0; i < 20_000 && world.stacks.record().route("all").hold() != null; i++) {
      world.tick();
    }
    assertThat(world.stacks.record().route("all").hold()).isNull();
    assertThat(world.stacks.open(Side.LEGACY)).isTrue();
    world.faults(Faults.NONE);
    assertThat(world.rest()).isEqualTo(Phase.LIVE);
    world.settled();
  }

  /** Nothing is held yet, and what is tried again and again ends nevertheless. */
  @Test
  void who_ends_it_before_writes_are_held_is_heard() {
    for (String unreachable : List.of("return.arm", "comparison.prepare")) {
      CutoverWorld world = live(15);
      world.faults(call -> call.equals(unreachable) ? Fault.UNREACHABLE : Fault.NONE);
      world.ask(Trigger.CUT_OVER);
      world.go(300);
      assertThat(world.phase()).isEqualTo(Phase.CUTOVER);
      world.abort();
      assertThat(world.rest()).as(unreachable).isEqualTo(Phase.LIVE);
      world.faults(Faults.NONE);
      world.settled();
    }
  }

  /** Clients have moved; before the one who moved them has tidied up, the next one begins. */
  @Test
  void what_the_next_one_has_closed_is_not_opened_by_who_tidies_up() {
    CutoverWorld world = live(16);
    world.ask(Trigger.CUT_OVER);
    List<Long> rested = new ArrayList<>();
    world.faults(
        call -> {
          if (rested.isEmpty() && call.equals("new.fence.state") && moved(world)) {
            rested.add(world.stacks.record().epoch());
            world.abort();
          } else if (!rested.isEmpty()
              && List.of("new.fence.lift", "new.fence.tidy").contains(call)) {
            world.stacks.closeNew();
          }
          return Fault.NONE;
        });
    assertThat(world.rest()).isEqualTo(Phase.WINDOW);
    assertThat(world.stacks.newShop.rights()).as("closed by the next one").isEmpty();
    CrossingReport report =
        CrossingReport.parse(world.stacks.fact(ProgressStore.CROSSING).orElseThrow());
    assertThat(rested).containsExactly(report.epoch());
  }

  private static boolean moved(CutoverWorld world) {
    RouteState route = world.stacks.record().route("all");
    return route.writes() == Side.NEW && route.hold() == null;
  }
}
