package dev.crossfade.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks of a company whose streams go on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CheckRunnerTest {

  private static final TableId CONTACT = new TableId("public", "contact");
  private static final String LEADS = "select count(*) from lead";
  private static final ChecksSpec CHECKS =
      new ChecksSpec(
          List.of(
              new ReferenceSpec("mixed_contact", List.of("id"), "active_contact", List.of("id"))),
          List.of(
              new MetricSpec(
                  "events-by-kind",
                  "event",
                  new MetricSpec.Declared(
                      MetricSpec.Aggregate.DISTINCT,
                      "seq",
                      "kind",
                      MetricSpec.Grain.VALUE,
                      Map.of("bio", List.of("bio"))),
                  Tolerance.NONE,
                  CheckTraits.PLAIN),
              new MetricSpec(
                  "leads",
                  "",
                  new MetricSpec.Queries("crm", LEADS, LEADS),
                  Tolerance.NONE,
                  CheckTraits.PLAIN)),
          List.of(
              new QuerySpec(
                  "nobody-knows",
                  "ad",
                  "target",
                  "select x",
                  new QuerySpec.NoRows(),
                  CheckTraits.PLAIN)),
          List.of());

  private final Setting setting = new Setting();
  private final AtomicInteger runs = new AtomicInteger();
  private MigrationRun live;

  @BeforeEach
  void publish() throws InterruptedException {
    for (long id = 0; id < 200; id++) {
      setting.contact(id, "e" + id % 7);
      setting.event(id, id % 4 == 0 ? "click" : "view");
      setting.ad("c" + id, "t" + id);
    }
    setting.crm.answer(LEADS, () -> figure("7"));
    setting.target.answer(LEADS, () -> figure("7"));
    setting.target.answer(
        "select x", () -> new Answer(List.of("x"), List.of(), Answer.Extent.WHOLE));
    live = setting.run(List::of, RunListener.SILENT);
    Setting.settle(live);
  }

  @AfterEach
  void close() {
    live.close();
  }

  private static Answer figure(String number) {
    return new Answer(List.of("n"), List.of(List.of(number)), Answer.Extent.WHOLE);
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
        CHECKS);
  }

  private CheckRun check() throws InterruptedException {
    MigrationSpec spec = spec();
    Verifier verifier =
        new Verifier(
            Setting.compiled(),
            Map.of("crm", setting.crm, "ads", setting.ads),
            setting.target,
            new VerifySettings(2, 10, Duration.ofSeconds(5), 3, 12, Duration.ofMillis(1)),
            Clock.systemUTC(),
            Pause.REAL);
    CheckParties parties =
        new CheckParties(
            spec,
            Map.of("crm", setting.crm, "ads", setting.ads),
            setting.target,
            verifier,
            new CheckSettings(3, InquiryLimits.DEFAULTS, 3, Duration.ofSeconds(5)),
            Clock.systemUTC());
    CheckGraph graph = PlannedChecks.of(spec);
    return new CheckRunner(parties)
        .run("run-" + runs.incrementAndGet(), CheckTrigger.DEMAND, "v1", graph, told -> {});
  }

  private void tamper(String entity, Consumer<List<@Nullable Object[]>> corruption) {
    setting.target.tamper(
        entity,
        rows -> {
          List<@Nullable Object[]> copy = new ArrayList<>();
          rows.forEach(row -> copy.add(row.clone()));
          corruption.accept(copy);
          return copy;
        });
  }

  private static List<String> failed(CheckRun run) {
    return run.results().stream()
        .filter(result -> result.state() == CheckState.FAILED)
        .map(CheckResult::check)
        .toList();
  }

  private static CheckResult result(CheckRun run, String check) {
    CheckResult result = run.byCheck().get(check);
    assertThat(result).as(check).isNotNull();
    return result;
  }

  @Test
  void what_goes_on_raises_no_alarm() throws Exception {
    Thread writer =
        new Thread(
            () -> {
              for (long id = 200; id < 1_000 && !Thread.currentThread().isInterrupted(); id++) {
                long fresh = id;
                setting.contact(fresh, "e" + fresh);
                setting.event(fresh, "view");
                setting.ad("c" + fresh, "t" + fresh);
                setting.crm.write(
                    tx -> tx.update(CONTACT, Key.of(fresh - 150), fresh - 150, "x", null, 1L));
              }
            });
    writer.start();
    for (int i = 0; i < 3; i++) {
      CheckRun run = check();
      assertThat(run.results())
          .allSatisfy(
              result ->
                  assertThat(result.state()).as(result.toString()).isEqualTo(CheckState.PASSED));
      assertThat(run.asOf()).containsOnlyKeys("crm", "ads");
    }
    writer.interrupt();
    writer.join();
    assertThat(setting.target.checks().runs(9))
        .filteredOn(run -> run.trigger() == CheckTrigger.DEMAND)
        .hasSize(3);
  }

  @Test
  void a_missing_row_is_told_by_what_counts_and_what_compares() throws Exception {
    tamper("ad", rows -> rows.remove(7));

    CheckRun run = check();

    assertThat(failed(run)).containsExactly("ad/counts", "ad/checksums", "report");
    assertThat(result(run, "ad/counts").evidence()).containsExactly("1 row is missing");
    assertThat(result(run, "ad/checksums").evidence().get(0))
        .isEqualTo("1 × MISSING: a row is missing");
  }

  @Test
  void copies_of_a_load_are_told_as_such() throws Exception {
    tamper("event", rows -> rows.addAll(List.copyOf(rows)));

    CheckRun run = check();

    assertThat(failed(run)).containsExactly("event/counts", "event/checksums", "report");
    assertThat(result(run, "event/counts").evidence().get(0))
        .isEqualTo("200 of them are copies of rows that are there: a load was applied twice");
  }

  @Test
  void nulls_and_another_spread_are_told() throws Exception {
    tamper(
        "active_contact",
        rows -> {
          rows.subList(0, 60).forEach(row -> row[2] = null);
          rows.subList(60, 160).forEach(row -> row[1] = "e0");
        });

    CheckRun run = check();

    assertThat(failed(run))
        .containsExactly(
            "active_contact/checksums",
            "active_contact/nulls",
            "active_contact/distributions",
            "report");
    assertThat(result(run, "active_contact/nulls").evidence())
        .containsExactly("bio is NULL in 60 rows instead of 0");
    assertThat(result(run, "active_contact/distributions").evidence())
        .anyMatch(line -> line.contains("values of email have another share"));
  }

  @Test
  void a_broken_reference_is_told_with_its_key() throws Exception {
    tamper("active_contact", rows -> rows.removeIf(row -> row[0].equals(5L)));

    CheckRun run = check();

    CheckResult references = result(run, "mixed_contact/references");
    assertThat(references.state()).isEqualTo(CheckState.FAILED);
    assertThat(references.evidence())
        .containsExactly("1 rows refer by id to a active_contact that is not there");
    assertThat(references.keys()).containsExactly("id=5");
  }

  @Test
  void figures_differ_only_if_they_never_agree() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    setting.target.answer(LEADS, () -> figure(asked.incrementAndGet() == 1 ? "6" : "7"));
    assertThat(result(check(), "metric/leads").state()).isEqualTo(CheckState.PASSED);
    assertThat(asked).hasValue(2);

    setting.target.answer(LEADS, () -> figure("14"));
    CheckResult leads = result(check(), "metric/leads");
    assertThat(leads.state()).isEqualTo(CheckState.FAILED);
    assertThat(leads.evidence())
        .containsExactly("all: 14 instead of 7, as if it had been loaded twice");

    tamper("event", rows -> rows.get(0)[1] = "clic");
    assertThat(result(check(), "event/metric/events-by-kind").evidence())
        .contains("clic: 1 instead of 0");
  }

  @Test
  void heartbeats_and_other_tables_hide_no_row_that_is_wrong() throws Exception {
    tamper("event", rows -> rows.get(0)[1] = "clic");
    setting.slow("crm.read", Duration.ofMillis(300));
    AtomicBoolean over = new AtomicBoolean();
    Thread others =
        new Thread(
            () -> {
              for (long id = 5_000; !over.get(); id++) {
                setting.contact(id, "e" + id % 7);
                LockSupport.parkNanos(10_000_000);
              }
            });
    others.start();
    try {
      assertThat(result(check(), "event/metric/events-by-kind").evidence())
          .contains("clic: 1 instead of 0");
    } finally {
      over.set(true);
      others.join();
    }
  }

  @Test
  void what_cannot_be_answered_is_no_pass_and_stops_nobody() throws Exception {
    setting.target.answer(
        "select x",
        () -> {
          throw new IllegalStateException("gone");
        });

    CheckRun run = check();

    assertThat(result(run, "ad/sql/nobody-knows").state()).isEqualTo(CheckState.ERROR);
    assertThat(result(run, "report").state()).isEqualTo(CheckState.ERROR);
    assertThat(run.results().stream().filter(each -> each.state() == CheckState.PASSED))
        .hasSize(run.results().size() - 2);
  }

  @Test
  void silence_of_a_stream_is_no_pass() throws Exception {
    setting.silence();
    setting.awaitMore("crm.poll", 2);
    MigrationSpec spec = spec();
    Verifier verifier =
        new Verifier(
            Setting.compiled(),
            Map.of("crm", setting.crm, "ads", setting.ads),
            setting.target,
            new VerifySettings(2, 10, Duration.ofMillis(50), 3, 12, Duration.ofMillis(1)),
            Clock.systemUTC(),
            Pause.REAL);
    CheckParties parties =
        new CheckParties(
            spec,
            Map.of("crm", setting.crm, "ads", setting.ads),
            setting.target,
            verifier,
            new CheckSettings(3, InquiryLimits.DEFAULTS, 3, Duration.ofMillis(50)),
            Clock.systemUTC());
    CheckRun run =
        new CheckRunner(parties)
            .run(
                "r",
                CheckTrigger.DEMAND,
                "v1",
                PlannedChecks.of(spec)
                    .only(Set.of("active_contact/counts", "active_contact/nulls")),
                told -> {});

    assertThat(result(run, "active_contact/counts").state()).isEqualTo(CheckState.ERROR);
    assertThat(result(run, "active_contact/nulls").state()).isEqualTo(CheckState.ERROR);
  }
}
