package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.cutover.FenceState.Standing;
import dev.crossfade.spi.cutover.FenceStop;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every fence keeps: nobody writes behind it, and everybody as before once it is lifted. */
public abstract class CutoverFenceContract {

  private static final int PEOPLE = 20;

  private FencedDatabase database;
  private Fence fence;
  private String rights = "";

  /** A database of its own for this test, its fence never raised. */
  protected abstract FencedDatabase database() throws Exception;

  @BeforeEach
  final void openFence() throws Exception {
    database = database();
    fence = database.fence();
    fence.prepare();
    rights = database.rights();
  }

  @AfterEach
  final void closeFence() {
    fence.close();
    database.close();
  }

  private FenceStop raise(long epoch) {
    FenceOutcome outcome = fence.raise(epoch, database.budget());
    assertThat(outcome).isInstanceOf(FenceOutcome.Raised.class);
    return ((FenceOutcome.Raised) outcome).stop();
  }

  private void assertFenced() {
    for (String writer : database.writers()) {
      for (FencedDatabase.Deed deed : FencedDatabase.Deed.values()) {
        assertThat(catchThrowable(() -> database.attempt(writer, deed)))
            .as("%s by %s", deed, writer)
            .isNotNull();
      }
    }
    assertThat(fence.state().standing()).isEqualTo(Standing.RAISED);
    assertThat(fence.state().leaks()).isEmpty();
    assertThat(fence.glance()).isEqualTo(fence.state());
  }

  private void assertAsBefore() throws Exception {
    assertThat(fence.state().standing()).isEqualTo(Standing.OPEN);
    assertThat(fence.state().leaks()).isEmpty();
    assertThat(fence.glance()).isEqualTo(fence.state());
    assertThat(database.rights()).isEqualTo(rights);
    for (String writer : database.writers()) {
      database.attempt(writer, FencedDatabase.Deed.INSERT);
    }
  }

  private void assertFencedInBrief() {
    String writer = database.writers().get(0);
    assertThat(catchThrowable(() -> database.attempt(writer, FencedDatabase.Deed.INSERT)))
        .isNotNull();
    assertThat(fence.state().standing()).isEqualTo(Standing.RAISED);
    assertThat(fence.state().leaks()).isEmpty();
    assertThat(fence.glance()).isEqualTo(fence.state());
  }

  /** Everybody writes at once; what the order had to leave is cleared away afterwards. */
  private void assertLifted() throws Exception {
    database.attempt(database.writers().get(0), FencedDatabase.Deed.INSERT);
    FenceState lifted = fence.glance();
    fence.tidy();
    assertThat(fence.glance()).isEqualTo(lifted);
    assertAsBefore();
  }

  private void assertLiftedInBrief() throws Exception {
    fence.tidy();
    assertThat(fence.state().standing()).isEqualTo(Standing.OPEN);
    assertThat(fence.state().leaks()).isEmpty();
    assertThat(fence.glance()).isEqualTo(fence.state());
    assertThat(database.rights()).isEqualTo(rights);
    database.attempt(database.writers().get(0), FencedDatabase.Deed.INSERT);
  }

  @Test
  void nothing_hinders_and_checking_changes_nothing() throws Exception {
    assertThat(fence.check(Duration.ofSeconds(5))).isEmpty();
    fence.tidy();
    assertAsBefore();
    assertThat(fence.state().epoch()).isZero();
  }

  @Test
  void no_write_is_behind_the_stop_and_everybody_writes_as_before_after_lift() throws Exception {
    assertNoWriteBehindTheStop();
  }

  @Test
  void no_write_is_behind_the_stop_of_a_fence_that_was_anticipated() throws Exception {
    assertThat(fence.anticipate()).isTrue();
    assertThat(fence.anticipate()).isTrue();
    assertNoWriteBehindTheStop();
  }

  @Test
  void what_is_anticipated_keeps_nobody_from_writing_and_is_cleared_away() throws Exception {
    fence.anticipate();
    assertThat(fence.glance().standing()).isEqualTo(Standing.OPEN);
    assertLifted();
    raise(1);
    fence.anticipate();
    assertFenced();
    fence.lift(2);
    fence.anticipate();
    assertLifted();
  }

  @Test
  void who_wrote_before_a_fence_was_anticipated_is_waited_for() throws Exception {
    try (FencedDatabase.Session late = database.connect(database.writers().get(0))) {
      late.begin();
      late.insert(1);
      fence.anticipate();
      assertThat(fence.raise(1, Duration.ofMillis(1_100))).isInstanceOf(FenceOutcome.Refused.class);
      late.commit();
    }
    raise(1);
    assertThat(database.rows()).contains(1L);
    assertFenced();
    fence.lift(1);
    assertLifted();
  }

  private void assertNoWriteBehindTheStop() throws Exception {
    try (FenceProbe probe = new FenceProbe(database, PEOPLE);
        FencedDatabase.Session late = database.connect(database.writers().get(0))) {
      probe.awaitEverybody();
      late.begin();
      late.insert(1);
      CompletableFuture<FenceStop> raising = CompletableFuture.supplyAsync(() -> raise(3));
      awaitRising();
      Thread.sleep(1_000);
      assertThat(raising).as("raised over a transaction in flight").isNotDone();
      late.commit();

      FenceStop stop = raising.join();
      long raised = System.nanoTime();
      Set<Long> rows = database.rows();
      long refused = probe.failures();
      Thread.sleep(1_500);

      assertThat(database.rows()).isEqualTo(rows);
      assertThat(rows).contains(1L);
      assertThat(probe.failures()).isGreaterThan(refused + PEOPLE);
      assertThat(probe.within(raised, System.nanoTime())).isEmpty();
      assertThat(stop.epoch()).isEqualTo(3);
      assertFenced();

      assertThat(fence.lift(4)).isInstanceOf(FenceOutcome.Lifted.class);
      probe.awaitEverybody();
      probe.close();
      assertThat(database.rows())
          .containsAll(
              probe.successes().stream().map(FenceProbe.Success::row).collect(Collectors.toSet()));
    }
    fence.lift(4);
    assertLifted();
  }

  private void awaitRising() throws InterruptedException {
    try (Fence other = database.fence()) {
      while (other.state().standing() == Standing.OPEN) {
        Thread.sleep(5);
      }
    }
  }

  @Test
  void an_order_given_twice_changes_nothing() throws Exception {
    FenceStop stop = raise(1);
    assertThat(raise(1)).isEqualTo(stop);
    assertThat(fence.state().stop()).contains(stop);
    assertFenced();
    assertThat(fence.lift(1)).isInstanceOf(FenceOutcome.Lifted.class);
    assertThat(fence.lift(1)).isInstanceOf(FenceOutcome.Lifted.class);
    assertLifted();
  }

  @Test
  void an_order_that_comes_late_is_refused() throws Exception {
    raise(5);
    assertThat(fence.raise(4, database.budget())).isEqualTo(new FenceOutcome.Outrun(5));
    assertThat(fence.lift(4)).isEqualTo(new FenceOutcome.Outrun(5));
    fence.tidy();
    assertFenced();
    assertThat(fence.lift(6)).isInstanceOf(FenceOutcome.Lifted.class);
    assertThat(fence.raise(5, database.budget())).isEqualTo(new FenceOutcome.Outrun(6));
    assertThat(fence.raise(6, database.budget())).isEqualTo(new FenceOutcome.Outrun(6));
    assertLifted();
  }

  @Test
  void what_was_never_raised_can_be_lifted_so_that_nobody_raises_it_late() throws Exception {
    assertThat(fence.lift(2)).isInstanceOf(FenceOutcome.Lifted.class);
    assertThat(fence.raise(2, database.budget())).isEqualTo(new FenceOutcome.Outrun(2));
    assertLifted();
    FenceStop stop = raise(3);
    assertThat(stop.epoch()).isEqualTo(3);
    assertFenced();
    fence.lift(3);
  }

  @Test
  void a_newer_order_stops_again_and_remembers_what_the_first_one_took() throws Exception {
    FenceStop first = raise(1);
    FenceStop second = raise(2);
    assertThat(second.mark().number()).isGreaterThan(first.mark().number());
    assertFenced();
    fence.lift(2);
    assertLifted();
  }

  @Test
  void a_transaction_that_does_not_end_is_not_waited_for_longer_than_the_budget() throws Exception {
    try (FencedDatabase.Session late = database.connect(database.writers().get(0))) {
      late.begin();
      late.insert(7);
      Thread.sleep(1_100);
      assertThat(fence.check(Duration.ofSeconds(1))).isNotEmpty();
      long begun = System.nanoTime();
      FenceOutcome outcome = fence.raise(1, Duration.ofMillis(1_500));
      assertThat(outcome).isInstanceOf(FenceOutcome.Refused.class);
      assertThat(((FenceOutcome.Refused) outcome).why()).isNotEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
      FenceState rising = fence.state();
      assertThat(rising.standing()).isEqualTo(Standing.RISING);
      fence.tidy();
      assertThat(fence.state()).isEqualTo(rising);
      assertThat(fence.lift(2)).isInstanceOf(FenceOutcome.Lifted.class);
      late.commit();
    }
    fence.lift(2);
    assertLifted();
    assertThat(database.rows()).contains(7L);
  }

  @Test
  void a_prepared_transaction_is_seen_and_nothing_is_raised_over_it() throws Exception {
    database.park(9);
    assertThat(fence.check(Duration.ofMinutes(1))).isNotEmpty();
    assertThat(fence.raise(1, Duration.ofSeconds(1))).isInstanceOf(FenceOutcome.Refused.class);
    database.unpark();
    raise(1);
    assertThat(database.rows()).contains(9L);
    assertFenced();
    fence.lift(1);
    assertLifted();
  }

  @Test
  void rights_given_while_it_stands_are_seen_and_taken_by_the_next_order() throws Exception {
    raise(1);
    database.grantMore();
    assertThat(fence.state().leaks()).isNotEmpty();
    assertThat(fence.glance()).isEqualTo(fence.state().leaking(List.of()));
    raise(2);
    assertFenced();
    fence.lift(3);
    database.revokeMore();
    assertLifted();
  }

  @Test
  void rights_given_while_it_stands_are_taken_by_who_keeps_it_closed() throws Exception {
    FenceStop stop = raise(2);
    database.grantMore();
    fence.retake(1);
    assertThat(fence.state().leaks()).isNotEmpty();
    fence.retake(2);
    assertThat(fence.state().stop()).contains(stop);
    assertFenced();
    fence.lift(3);
    fence.retake(2);
    database.revokeMore();
    assertLifted();
  }

  @Test
  void once_it_is_removed_it_is_as_if_there_had_never_been_one() throws Exception {
    raise(7);
    List<String> left = fence.left();
    assertThat(left).isNotEmpty();
    assertThat(fence.left()).isEqualTo(left);
    assertFencedInBrief();

    fence.remove();
    assertAsBefore();
    assertThat(fence.left()).isEmpty();
    assertThat(fence.state().epoch()).isZero();
    fence.remove();
    assertAsBefore();

    raise(1);
    assertFencedInBrief();
    fence.lift(2);
    fence.remove();
    assertAsBefore();
  }

  @Test
  @Tag("long")
  void whoever_comes_after_a_crash_can_finish_or_undo() throws Exception {
    boolean lost = true;
    long epoch = 1;
    for (int request = 1; lost; request++, epoch += 3) {
      lost = broken(request, epoch, Order.RAISE);
      if (request % 2 == 0) {
        raise(epoch);
        assertFencedInBrief();
      }
      assertThat(fence.lift(epoch + 1)).isInstanceOf(FenceOutcome.Lifted.class);
      assertLiftedInBrief();
    }
    assertThat(epoch).as("requests of raising").isGreaterThan(8);
  }

  @Test
  @Tag("long")
  void whoever_comes_after_a_crash_can_go_on_lifting_or_raise_again() throws Exception {
    boolean lost = true;
    long epoch = 1;
    for (int request = 1; lost; request++, epoch += 3) {
      raise(epoch);
      lost = broken(request, epoch + 1, Order.LIFT);
      if (request % 2 == 0) {
        raise(epoch + 2);
        assertFencedInBrief();
      }
      assertThat(fence.lift(epoch + 2)).isInstanceOf(FenceOutcome.Lifted.class);
      assertLiftedInBrief();
    }
    assertThat(epoch).as("requests of lifting").isGreaterThan(8);
  }

  @Test
  @Tag("long")
  void whoever_comes_after_a_crash_need_not_care_what_was_anticipated() throws Exception {
    boolean lost = true;
    for (int request = 1; lost; request++) {
      lost = broken(request, 0, Order.ANTICIPATE);
      if (request % 2 == 0) {
        raise(request);
        assertFencedInBrief();
        assertThat(fence.lift(request + 1)).isInstanceOf(FenceOutcome.Lifted.class);
      }
      assertLiftedInBrief();
    }
  }

  private enum Order {
    ANTICIPATE,
    RAISE,
    LIFT
  }

  /** Whether the connection was lost at this request. */
  private boolean broken(int request, long epoch, Order order) {
    try (Fence losing = database.losing(request)) {
      switch (order) {
        case ANTICIPATE -> losing.anticipate();
        case RAISE -> losing.raise(epoch, database.budget());
        case LIFT -> losing.lift(epoch);
      }
    } catch (ProblemException e) {
      assertThat(database.lost()).as(e.getMessage()).isTrue();
    }
    return database.lost();
  }
}
