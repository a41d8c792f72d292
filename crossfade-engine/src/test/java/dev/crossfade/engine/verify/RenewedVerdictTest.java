package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Renewals;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs.Part;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that are made again beside the streams: no log tells which, so no older verdict stands. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RenewedVerdictTest {

  private static final String ENTITY = "active_contact";

  /** Nobody follows such a source. */
  private static final List<Part> NOBODY = List.of(new Part("nobody", Repair.EXTRAS));

  private static final Direction RETURN = new Direction(Direction.Way.RETURN, 2);

  private LiveCompany company;

  @BeforeEach
  void publish() throws InterruptedException {
    Setting setting = new Setting();
    for (long id = 0; id < 60; id++) {
      setting.contact(id, "e" + id);
    }
    company = new LiveCompany(setting);
  }

  @AfterEach
  void close() {
    company.close();
  }

  private Verifier verifier(CompiledMigration compiled) {
    return new Verifier(
        compiled,
        Map.of("crm", company.setting.crm, "ads", company.setting.ads),
        company.setting.target,
        new VerifySettings(2, 10, Duration.ofSeconds(5), 3, 12, Duration.ofMillis(1)),
        Clock.systemUTC(),
        Pause.REAL);
  }

  private Verdict upkeep() throws InterruptedException {
    return new Upkeep(
            verifier(Setting.compiled()),
            source -> company.setting.crmCapture.openStream(),
            List.of(ENTITY))
        .verify(ENTITY);
  }

  /** What a process does that begins with other mappings; nobody carries the renewal out. */
  private void adopt(CompiledMigration mappings) {
    TargetDatabase target = company.target();
    target.acts().adopt(mappings.version(), "ann", "other rules");
    Mappings.load(mappings, target);
  }

  private void renewed() {
    ProgressStore progress = company.target().progress();
    for (int number = 0; number < 9; number++) {
      if (progress.fact(ProgressStore.RENEWAL_OF_MAPPING + number).isPresent()) {
        progress.remember(ProgressStore.RENEWAL_OF_MAPPING + number, "");
      }
    }
  }

  private void spoil() {
    company.tamper(ENTITY, rows -> rows.get(7)[1] = "by the other rules");
  }

  /** The mapping is that of the last verdict again, and rows are those of another one. */
  @Test
  void no_upkeep_calls_rows_equal_that_other_rules_made() throws InterruptedException {
    assertThat(company.verify(ENTITY).result()).isEqualTo(Verdict.Result.EQUAL);
    adopt(Setting.changed());
    spoil();
    adopt(Setting.compiled());

    notKnown(upkeep());
    renewed();
    Verdict whole = upkeep();
    assertThat(because(whole)).isEqualTo("its last full pass was UNKNOWN");
    assertThat(whole.result()).isEqualTo(Verdict.Result.DIFFERENT);
  }

  private void notKnown(Verdict verdict) {
    assertThat(verdict.result()).isEqualTo(Verdict.Result.UNKNOWN);
    assertThat(verdict.mismatchCount()).isZero();
    assertThat(verdict.hindrance()).isEqualTo(Renewals.WHY);
    assertThat(latest()).isEqualTo(verdict);
  }

  private Verdict latest() {
    return company.setting.target.progress().latestVerdicts().stream()
        .filter(verdict -> verdict.entity().equals(ENTITY))
        .findFirst()
        .orElseThrow();
  }

  /** Neither on a list nor for a canary: nobody looked since. */
  @Test
  void no_verdict_stands_once_rows_are_made_again() throws InterruptedException {
    Verdict equal = company.verify(ENTITY);

    adopt(Setting.changed());

    assertThat(latest()).isEqualTo(equal.overtaken(Renewals.WHY));
    adopt(Setting.compiled());
    assertThat(latest().result()).isEqualTo(Verdict.Result.UNKNOWN);
  }

  @Test
  void rows_that_are_not_renewed_yet_do_not_differ() throws InterruptedException {
    adopt(Setting.changed());
    spoil();

    notKnown(company.verify(ENTITY, Setting.changed()));
    assertThat(company.verify("mixed_contact", Setting.changed()).result())
        .isEqualTo(Verdict.Result.EQUAL);
    renewed();
    assertThat(company.verify(ENTITY, Setting.changed()).mismatchCount()).isEqualTo(1);
  }

  @Test
  void a_renewal_that_begins_while_rows_are_compared_makes_them_unknown()
      throws InterruptedException {
    spoil();
    company.setting.meanwhile("crm.read", () -> adopt(Setting.changed()));

    Verdict verdict = company.verify(ENTITY, Setting.changed());

    assertThat(verdict.hindrance()).isEqualTo(Renewals.WHY);
  }

  /** Somebody tries a rule in his folder, beside a run that knows nothing of it. */
  @Test
  void what_is_compared_by_mappings_that_are_not_in_use_is_not_kept() throws InterruptedException {
    Verdict kept = company.verify(ENTITY);
    spoil();

    assertThat(company.verify(ENTITY, Setting.changed()).result())
        .isEqualTo(Verdict.Result.DIFFERENT);

    assertThat(latest()).isEqualTo(kept);
    assertThat(verifier(Setting.changed()).inUse()).isFalse();
    assertThat(verifier(Setting.changed()).inUse("mixed_contact")).isTrue();
    assertThat(company.verify(ENTITY).result()).isEqualTo(Verdict.Result.DIFFERENT);
    assertThat(latest().result()).isEqualTo(Verdict.Result.DIFFERENT);
  }

  private String base() {
    Verifier verifier = verifier(Setting.compiled());
    return UpkeepBase.of(verifier.parties().scope(ENTITY), verifier.parties()).refusal();
  }

  /** What it writes is in no log. */
  @Test
  void after_a_replay_there_is_a_full_pass_once() throws InterruptedException {
    company.update(5, "too long for the target", "bio");
    company.verify(ENTITY);
    assertThat(base()).isEmpty();
    company.target().acts().replay(Selection.ALL, List.of(), "ann", "again");
    LiveCompany.until(() -> company.setting.target.acts().open().isEmpty());

    assertThat(because(upkeep())).isEqualTo("its rows were made again since");
    assertThat(upkeep().coverage()).isInstanceOf(Coverage.Upkeep.class);
  }

  /** Also not on a full pass that was made while it was open. */
  @Test
  void while_rows_are_replayed_or_made_right_there_is_no_upkeep() throws InterruptedException {
    company.target().repairs().ask("mixed_contact", List.of(), NOBODY, "ann", "other rows");
    company.verify(ENTITY);
    assertThat(base()).isEmpty();
    company.target().repairs().ask(ENTITY, List.of(), NOBODY, "ann", "rows");

    for (int i = 0; i < 2; i++) {
      assertThat(because(upkeep())).isEqualTo("a repair of its rows is not over");
    }
    company.close();
    company.target().progress().remember(ProgressStore.DIRECTION, RETURN.text());
    assertThat(base()).as("nobody makes rows right while changes go back").isEmpty();
  }

  @Test
  void a_replay_that_nobody_carries_out_yet_is_open() throws InterruptedException {
    company.update(5, "too long for the target", "bio");
    company.verify(ENTITY);
    company.close();
    company.target().acts().replay(Selection.ALL, List.of(), "ann", "again");

    assertThat(base()).isEqualTo("a replay of its rows is not over");
  }

  @Test
  void an_upkeep_does_not_take_the_place_of_a_full_pass_that_ended_meanwhile()
      throws InterruptedException {
    company.verify(ENTITY);
    company.verify("mixed_contact");
    Upkeep upkeep =
        new Upkeep(
            verifier(Setting.compiled()),
            source -> company.setting.crmCapture.openStream(),
            List.of(ENTITY, "mixed_contact"));
    upkeep.verify("mixed_contact");
    spoil();
    assertThat(company.verify(ENTITY).result()).isEqualTo(Verdict.Result.DIFFERENT);

    Verdict after = upkeep.verify(ENTITY);

    assertThat(because(after)).isEqualTo(Upkeep.OVERTAKEN);
    assertThat(after.result()).isEqualTo(Verdict.Result.DIFFERENT);
  }

  private static String because(Verdict verdict) {
    return ((Coverage.Full) verdict.coverage()).because();
  }
}
