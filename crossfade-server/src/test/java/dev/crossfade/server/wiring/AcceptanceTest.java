package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.OwnershipLostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Altered tables are taken as they are now, and by nobody who may not do so any more. */
class AcceptanceTest {

  @TempDir private Path place;
  private HeldItem item;

  @BeforeEach
  void hold() throws Exception {
    item = new HeldItem(place);
  }

  @AfterEach
  void end() {
    item.close();
  }

  private DriftDesk desk() {
    return DriftDesk.open(item.folder, item.logins);
  }

  private HeldTable held() {
    try (DriftDesk desk = desk()) {
      assertThat(desk.held()).hasSize(1);
      return desk.held().get(0);
    }
  }

  private static void olderTables(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("CF-3025")
        .hasMessageContaining("version 15");
  }

  /** As they are until a run of a new version begins. */
  @Test
  void nothingIsDecidedOnControlTablesOfAnEarlierVersion() throws Exception {
    item.execute("other", "ALTER TABLE crossfade.held_table DROP COLUMN causes");
    item.execute("other", "ALTER TABLE crossfade.verdict DROP COLUMN digest");
    item.execute("other", "DELETE FROM crossfade.control_version WHERE version > 15");
    List<String> before = item.everything();
    try (DriftDesk desk = desk()) {
      List<HeldTable> tables = desk.undecided("");
      olderTables(() -> desk.accept(tables, desk.proposal(tables), "wanted"));
      olderTables(() -> desk.ignore(tables, "not wanted"));
      assertThat(item.everything()).isEqualTo(before);
      assertThat(desk.proposal(List.of()).problems()).isEmpty();
    }

    try (Connected connected = item.connected()) {
      item.own(connected, 2);
    }
    try (DriftDesk desk = desk()) {
      desk.accept(desk.undecided(""), desk.proposal(desk.undecided("")), "wanted");
    }
    assertThat(held().state()).isEqualTo(HeldTable.State.RELEASED);
  }

  /** Begun again it goes on where it was, whoever begins. */
  @Test
  void whoeverWasOvertakenLeavesTheRestToTheNext() throws Exception {
    List<String> before = item.everything();
    int effects = 0;
    while (!accepted(effects)) {
      assertThat(held().state()).isEqualTo(HeldTable.State.HELD);
      assertThat(item.everything().equals(before)).isEqualTo(effects < 2);
      effects++;
    }
    assertThat(effects).isGreaterThanOrEqualTo(6);
    assertThat(held().state()).isEqualTo(HeldTable.State.RELEASED);
    assertThat(item.everything().toString()).contains("fresh: fresh", "fresh id name");
  }

  /** Whether it is done by somebody who may act for so many effects only. */
  private boolean accepted(int effects) {
    AtomicInteger left = new AtomicInteger(effects);
    return accepted(new Standing(1, () -> left.getAndDecrement() > 0));
  }

  private boolean accepted(Standing standing) {
    try (DriftDesk desk = DriftDesk.open(item.folder, item.logins, standing)) {
      List<HeldTable> tables = desk.held();
      desk.accept(tables, desk.proposal(tables), "evolve", "because");
      return true;
    } catch (OwnershipLostException e) {
      return false;
    }
  }

  /** Frozen between the question whether it may and the effect: the target tells by the epoch. */
  @Test
  void whoeverStoodStillRightBeforeAnEffectChangesNothingInTheTarget() throws Exception {
    try (Connected owner = item.connected()) {
      int effects = 0;
      AtomicReference<List<String>> then = new AtomicReference<>();
      while (!accepted(overtaken(owner, effects, then))) {
        assertThat(target()).as("effect %s", effects).isEqualTo(then.get());
        assertThat(held().state()).isEqualTo(HeldTable.State.HELD);
        effects++;
      }
      assertThat(effects).isGreaterThanOrEqualTo(6);
      assertThat(then.get()).isNull();
      assertThat(held().state()).isEqualTo(HeldTable.State.RELEASED);
    }
  }

  /**
   * Somebody who may act until the end of so many effects, as far as he knows.
   *
   * @param then is given what the target is when he is overtaken
   */
  private Standing overtaken(Connected owner, int effects, AtomicReference<List<String>> then) {
    long epoch = 10L + effects;
    AtomicInteger left = new AtomicInteger(effects);
    item.own(owner, epoch);
    then.set(null);
    return new Standing(
        epoch,
        () -> {
          if (left.getAndDecrement() == 0) {
            item.own(owner, epoch + 1);
            then.set(target());
          }
          return true;
        });
  }

  /** Everything but the folder. */
  private List<String> target() {
    try {
      return item.everything().subList(1, item.everything().size());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRunThatIsNotTheOneThatActsAnyMoreFollowsNothing() throws Exception {
    List<String> before = item.everything();
    AtomicInteger asked = new AtomicInteger();
    try (Connected connected = item.connected()) {
      try (Evolver evolver =
          Evolver.start(
              connected,
              () -> asked.getAndIncrement() == 0 ? OptionalLong.of(1) : OptionalLong.empty(),
              item.logins,
              done -> {})) {
        await("looks").until(() -> asked.get() > 2);
      }
      assertThat(item.everything()).isEqualTo(before);
      try (Evolver evolver =
          Evolver.start(connected, () -> OptionalLong.of(1), item.logins, done -> {})) {
        await("followed").until(() -> held().state() == HeldTable.State.RELEASED);
      }
    }
  }

  @Test
  void whatARunThatEndedLeftIsFinishedUnderALease() throws Exception {
    try (Connected connected = item.connected();
        ControlStore control = connected.openControl()) {
      String migration = connected.spec().name();
      Lease former = control.leases().take(migration, "former", Duration.ZERO).orElseThrow();
      Evolver.finish(item.folder, item.logins, done -> {});
      String epoch = item.query("SELECT epoch FROM crossfade.release");
      assertThat(Long.parseLong(epoch)).isGreaterThan(former.epoch());
    }
    assertThat(held().state()).isEqualTo(HeldTable.State.RELEASED);
  }
}
