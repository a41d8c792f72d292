package dev.crossfade.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.testkit.fault.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What streams applied is checked beside them: only what was touched, now and then. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LoadChecksTest {

  private static final TableId CONTACT = new TableId("public", "contact");
  private static final String CHILD = "mixed_contact";
  private static final String PARENT = "active_contact";
  private static final String NODE = CHILD + "/references";
  private static final List<String> ALL = List.of(PARENT, "ad", "event", CHILD);

  private final Setting setting = new Setting();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T00:00:00Z"));
  private final List<CheckOverridden> overridden = new CopyOnWriteArrayList<>();
  private MigrationRun live;
  private LoadChecks checks;

  @BeforeEach
  void publish() throws InterruptedException {
    live = setting.published(20);
    setting.target.under(live.mayAct().orElseThrow());
    checks = checks(Duration.ofSeconds(5));
  }

  private LoadChecks checks(Duration patience) {
    Verifier verifier =
        new Verifier(
            Setting.compiled(),
            setting.sources(),
            setting.target,
            VerifySettings.DEFAULTS,
            Clock.systemUTC(),
            Pause.REAL);
    CheckParties parties =
        new CheckParties(
            spec(),
            setting.sources(),
            setting.target,
            verifier,
            new CheckSettings(1, InquiryLimits.DEFAULTS, 3, patience),
            clock);
    return new LoadChecks(parties, "v1", Duration.ofMinutes(1), () -> overridden);
  }

  @AfterEach
  void close() {
    live.close();
  }

  private MigrationSpec spec() {
    MigrationSpec plain = setting.inputs().spec();
    return new MigrationSpec(
        plain.name(),
        plain.sources(),
        plain.target(),
        plain.settings(),
        null,
        plain.entities(),
        plain.taxonomies(),
        plain.signOffs(),
        new ChecksSpec(
            List.of(new ReferenceSpec(CHILD, List.of("id"), PARENT, List.of("id"))),
            List.of(),
            List.of(),
            List.of()));
  }

  private Map<String, String> look() throws InterruptedException {
    return checks.look(ALL);
  }

  private void remove(Predicate<@Nullable Object[]> which) {
    setting.target.tamper(
        PARENT,
        rows -> {
          List<@Nullable Object[]> rest = new ArrayList<>(rows);
          rest.removeIf(which);
          return rest;
        });
  }

  private void apply(long id) throws InterruptedException {
    setting.contact(id, "e" + id);
    Setting.await(
        () -> setting.target.production(CHILD).stream().anyMatch(row -> row[0].equals(id)),
        () -> "not applied: " + id);
  }

  private List<CheckState> found() {
    return setting.target.checks().history(NODE, 9).stream().map(each -> each.state()).toList();
  }

  private String fact() {
    return setting.target.progress().fact(ProgressStore.GATE_OF_ENTITY + CHILD).orElse("");
  }

  @Test
  void what_was_touched_is_asked_once_a_minute_and_told_when_it_is_wrong_twice() throws Exception {
    assertThat(look()).isEmpty();
    assertThat(found()).containsExactly(CheckState.PASSED);
    remove(row -> row[0].equals(5L));
    clock.advance(Duration.ofSeconds(61));
    assertThat(look()).isEmpty();
    assertThat(found()).as("nothing was applied").containsExactly(CheckState.PASSED);

    apply(300);
    assertThat(look()).as("for the first time").isEmpty();
    assertThat(found()).containsExactly(CheckState.FAILED, CheckState.PASSED);
    assertThat(fact()).isEmpty();
    clock.advance(Duration.ofSeconds(9));
    assertThat(look()).as("too early").isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(look())
        .containsOnlyKeys(CHILD)
        .hasEntrySatisfying(
            CHILD, why -> assertThat(why).startsWith(NODE + " FAILED: 1 rows refer by id to"));
    assertThat(fact()).startsWith(NODE + " FAILED");
    assertThat(found()).as("kept once").containsExactly(CheckState.FAILED, CheckState.PASSED);
    CheckRun latest = setting.target.checks().runs(1).get(0);
    assertThat(latest.trigger()).isEqualTo(CheckTrigger.LOAD);
    assertThat(setting.target.checks().latest()).isEmpty();

    setting.target.tamper(
        CHILD,
        rows -> {
          List<@Nullable Object[]> rest = new ArrayList<>(rows);
          rest.removeIf(row -> row[0].equals(5L));
          return rest;
        });
    clock.advance(Duration.ofSeconds(59));
    assertThat(look()).as("not looked at yet").containsOnlyKeys(CHILD);
    clock.advance(Duration.ofSeconds(1));
    assertThat(look()).as("looked at though nothing was applied").isEmpty();
    assertThat(fact()).isEmpty();
    assertThat(found().get(0)).isEqualTo(CheckState.PASSED);
  }

  @Test
  void whoever_answers_for_a_check_hears_no_more_of_it() throws Exception {
    look();
    remove(row -> row[0].equals(5L));
    apply(300);
    clock.advance(Duration.ofSeconds(61));
    look();
    clock.advance(Duration.ofSeconds(10));
    assertThat(look()).containsOnlyKeys(CHILD);

    overridden.add(new CheckOverridden(NODE, "anna", "they left"));
    assertThat(look()).as("nobody waits for the next question").isEmpty();
    assertThat(fact()).isEmpty();
    clock.advance(Duration.ofSeconds(61));
    assertThat(look()).isEmpty();
    assertThat(found().get(0)).isEqualTo(CheckState.FAILED);
  }

  @Test
  void what_could_not_be_answered_is_kept_and_is_no_alarm() throws Exception {
    checks = checks(Duration.ofMillis(50));
    setting.silence();
    setting.awaitMore("crm.poll", 2);
    assertThat(look()).isEmpty();
    clock.advance(Duration.ofSeconds(61));
    assertThat(look()).isEmpty();
    assertThat(found()).containsExactly(CheckState.ERROR);
  }

  private void failForCertain() throws Exception {
    look();
    remove(row -> row[0].equals(5L));
    apply(300);
    clock.advance(Duration.ofSeconds(61));
    look();
    clock.advance(Duration.ofSeconds(10));
    assertThat(look()).containsOnlyKeys(CHILD);
  }

  @Test
  void what_fails_goes_on_failing_while_nobody_can_answer() throws Exception {
    failForCertain();
    setting.silence();
    setting.awaitMore("crm.poll", 2);
    for (int i = 0; i < 2; i++) {
      clock.advance(Duration.ofSeconds(61));
      assertThat(look()).containsOnlyKeys(CHILD);
      assertThat(found().get(0)).isEqualTo(CheckState.ERROR);
      assertThat(fact()).startsWith(NODE + " FAILED");
    }
  }

  @Test
  void what_failed_before_somebody_else_took_over_fails_until_it_passes() throws Exception {
    failForCertain();
    checks = checks(Duration.ofSeconds(5));
    assertThat(look()).containsOnlyKeys(CHILD);
    assertThat(fact()).startsWith(NODE + " FAILED");
  }

  /** There is a row without the other one most of the time, and never the same for long. */
  @Test
  void what_is_under_way_raises_no_alarm() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (long id = 1_000; !over.get(); id++) {
                long fresh = id;
                setting.crm.write(tx -> tx.insert(CONTACT, fresh, "e", "bio", 0L));
                LockSupport.parkNanos(2_000_000);
                setting.crm.write(tx -> tx.update(CONTACT, Key.of(fresh), fresh, "e", "bio", 1L));
              }
            });
    writer.start();
    try {
      for (int i = 0; i < 10; i++) {
        assertThat(look()).isEmpty();
        clock.advance(Duration.ofSeconds(61));
      }
    } finally {
      over.set(true);
      writer.join();
    }
  }
}
