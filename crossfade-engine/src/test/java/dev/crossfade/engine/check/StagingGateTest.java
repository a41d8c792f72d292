package dev.crossfade.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunEvent;
import dev.crossfade.engine.run.RunEvent.EntitiesPublished;
import dev.crossfade.engine.simulation.Setting;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An entity whose staged rows do not pass their checks waits, and nobody else does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StagingGateTest {

  private static final TableId CONTACT = new TableId("public", "contact");
  private static final String HELD = "mixed_contact";
  private static final String NODE = HELD + "/references";
  private static final long LOST = 500;
  private static final ChecksSpec CHECKS =
      new ChecksSpec(
          List.of(new ReferenceSpec(HELD, List.of("id"), "active_contact", List.of("id"))),
          List.of(),
          List.of(),
          List.of());

  private final Setting setting = new Setting();
  private final List<RunEvent> events = new CopyOnWriteArrayList<>();
  private MigrationRun run;

  /** One contact is not active, so that it is referred to and not there. */
  @BeforeEach
  void hold() throws InterruptedException {
    for (long id = 0; id < 20; id++) {
      setting.contact(id, "e" + id);
      setting.ad("c" + id, "t" + id);
      setting.event(id, "view");
    }
    setting.crm.write(tx -> tx.insert(CONTACT, LOST, "lost", "bio", 0L));
    run = start();
    eventually(() -> run.progress().gates().containsKey(HELD));
    eventually(() -> setting.count("active_contact") == 20);
  }

  @AfterEach
  void close() {
    run.close();
  }

  private MigrationRun start() throws InterruptedException {
    MigrationRun begun = setting.run(CHECKS, (at, event) -> events.add(event));
    Setting.begin(begun);
    return begun;
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    Instant giveUp = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.sleep(5);
    }
  }

  private EntityState state(String entity) {
    return setting.target.progress().entityStates().get(entity);
  }

  private void find() {
    setting.crm.write(tx -> tx.update(CONTACT, Key.of(LOST), LOST, "found", "bio", 1L));
  }

  private boolean live() {
    return run.progress().phase() == Phase.LIVE;
  }

  private CheckResult found(String node) {
    CheckRun latest = setting.target.checks().runs(1).get(0);
    assertThat(latest.trigger()).isEqualTo(CheckTrigger.LOAD);
    return latest.byCheck().get(node);
  }

  @Test
  void the_others_are_published_and_what_is_held_says_why() throws InterruptedException {
    assertThat(run.progress().gates())
        .containsOnlyKeys(HELD)
        .hasEntrySatisfying(
            HELD, why -> assertThat(why).startsWith(NODE + " FAILED: 1 rows refer by id to"));
    assertThat(state(HELD)).isEqualTo(EntityState.HELD);
    for (String other : List.of("active_contact", "event", "ad")) {
      assertThat(state(other)).isEqualTo(EntityState.LIVE);
    }
    setting.contact(30, "e30");
    eventually(() -> setting.count("active_contact") == 21);
    assertThat(run.progress().phase()).isEqualTo(Phase.PUBLISHING);
    assertThat(found(NODE).state()).isEqualTo(CheckState.FAILED);
    assertThat(setting.target.checks().latest()).isEmpty();
    Thread.sleep(1_200);
    assertThat(state(HELD)).isEqualTo(EntityState.HELD);
    assertThat(setting.target.checks().runs(10)).hasSizeLessThan(4);
  }

  @Test
  void the_gate_opens_by_itself_and_what_was_held_is_applied() throws InterruptedException {
    setting.contact(30, "e30");
    find();
    eventually(this::live);
    assertThat(setting.count(HELD)).isEqualTo(22);
    assertThat(run.progress().gates()).isEmpty();
    assertThat(found(NODE).state()).isEqualTo(CheckState.PASSED);
    assertThat(events.stream().filter(EntitiesPublished.class::isInstance))
        .extracting(event -> ((EntitiesPublished) event).entities())
        .containsExactly(List.of("active_contact", "ad", "event"), List.of(HELD));
    setting.contact(31, "e31");
    eventually(() -> setting.count(HELD) == 23);
  }

  @Test
  void another_process_goes_on_with_what_is_held() throws InterruptedException {
    run.close();
    events.clear();
    find();
    run = start();
    eventually(this::live);
    assertThat(setting.count(HELD)).isEqualTo(21);
    assertThat(events.stream().filter(EntitiesPublished.class::isInstance))
        .extracting(event -> ((EntitiesPublished) event).entities())
        .containsExactly(List.of(HELD));
  }

  @Test
  void somebody_may_answer_for_it() throws InterruptedException {
    new Desk(
            setting.control.journal(),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            SignOffDemand.NONE)
        .sign("unify", new Command.Override(NODE, "anna", "they left"), "anna");
    eventually(this::live);
    assertThat(setting.count(HELD)).isEqualTo(21);
    assertThat(found(NODE).state()).isEqualTo(CheckState.FAILED);
    assertThat(found(NODE).evidence()).contains("overridden by anna: they left");
  }

  @Test
  void rows_that_vanished_from_staging_are_missed() throws InterruptedException {
    setting.target.tamper(HELD, rows -> rows.stream().filter(row -> (Long) row[0] > 4).toList());
    find();
    String counts = HELD + "/counts";
    eventually(() -> run.progress().gates().getOrDefault(HELD, "").startsWith(counts));
    assertThat(run.progress().gates().get(HELD))
        .isEqualTo(counts + " FAILED: 5 rows that were loaded are not staged");
    assertThat(state(HELD)).isEqualTo(EntityState.HELD);
  }
}
