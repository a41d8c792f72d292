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
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.check.Answer;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Figures and queries about what would be published are asked before it is. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StagedFiguresTest {

  private static final String LEGACY = "select count(*) from ads";
  private static final String ADS = "select count(*) from production.ad";
  private static final String EVENTS = "select seq from production.event where false";
  private static final String FIGURE = "ad/metric/ads";
  private static final int SHOWN = 20;

  private final Setting setting = new Setting();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger unseen = new AtomicInteger();
  private MigrationRun run;

  @BeforeEach
  void fill() {
    for (long id = 0; id < SHOWN; id++) {
      setting.contact(id, "e" + id);
      setting.ad("c" + id, "t" + id);
      setting.event(id, "view");
    }
    setting.ads.answer(LEGACY, () -> rows("n", SHOWN - unseen.get() + ""));
    setting.target.answer(ADS, () -> rows("n", setting.count("ad") - lost.get() + ""));
  }

  @AfterEach
  void close() {
    run.close();
  }

  private static Answer rows(String column, String... values) {
    List<List<String>> rows = List.of(values).stream().map(List::of).toList();
    return new Answer(List.of(column), List.copyOf(rows), Answer.Extent.WHOLE);
  }

  private static MetricSpec figure(String entity, Severity severity) {
    return new MetricSpec(
        "ads",
        entity,
        new MetricSpec.Queries("ads", LEGACY, ADS),
        Tolerance.NONE,
        new CheckTraits(severity, "", "", null));
  }

  private void start(List<MetricSpec> metrics, QuerySpec... queries) throws InterruptedException {
    ChecksSpec checks = new ChecksSpec(List.of(), metrics, List.of(queries), List.of());
    run = setting.run(checks, RunListener.SILENT);
    Setting.begin(run);
  }

  private void eventually(BooleanSupplier reached) throws InterruptedException {
    Setting.await(reached, run::progress);
  }

  private EntityState state(String entity) {
    return setting.target.progress().entityStates().get(entity);
  }

  private boolean live() {
    return run.progress().phase() == Phase.LIVE;
  }

  private CheckResult found(String node) {
    CheckRun latest = setting.target.checks().runs(1).get(0);
    assertThat(latest.trigger()).isEqualTo(CheckTrigger.LOAD);
    return latest.byCheck().get(node);
  }

  private void held() throws InterruptedException {
    eventually(() -> run.progress().gates().containsKey("ad"));
    eventually(() -> state("event") == EntityState.LIVE);
    assertThat(run.progress().gates()).containsOnlyKeys("ad");
    assertThat(state("ad")).isEqualTo(EntityState.HELD);
    assertThat(state("active_contact")).isEqualTo(EntityState.LIVE);
  }

  @Test
  void a_figure_that_is_wrong_holds_its_entity_until_it_is_right() throws InterruptedException {
    lost.set(4);
    start(List.of(figure("ad", Severity.ERROR)));
    held();
    assertThat(run.progress().gates().get("ad"))
        .isEqualTo(FIGURE + " FAILED: all: 16 instead of 20");
    assertThat(found(FIGURE).state()).isEqualTo(CheckState.FAILED);
    assertThat(setting.target.checks().latest()).isEmpty();

    lost.set(0);
    eventually(this::live);
    assertThat(setting.count("ad")).isEqualTo(SHOWN);
    assertThat(found(FIGURE).state()).isEqualTo(CheckState.PASSED);
  }

  @Test
  void somebody_may_answer_for_a_figure() throws InterruptedException {
    lost.set(4);
    start(List.of(figure("ad", Severity.ERROR)));
    held();
    new Desk(
            setting.control.journal(),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            SignOffDemand.NONE)
        .sign("unify", new Command.Override(FIGURE, "anna", "known"), "anna");
    eventually(this::live);
    assertThat(found(FIGURE).state()).isEqualTo(CheckState.FAILED);
    assertThat(found(FIGURE).evidence()).contains("overridden by anna: known");
  }

  @Test
  void a_figure_of_no_entity_holds_those_whose_tables_it_names() throws InterruptedException {
    lost.set(1);
    start(List.of(figure("", Severity.ERROR)));
    held();
    assertThat(run.progress().gates().get("ad")).startsWith("metric/ads FAILED");
    lost.set(0);
    eventually(this::live);
  }

  @Test
  void what_is_no_error_holds_nothing() throws InterruptedException {
    lost.set(4);
    start(List.of(figure("ad", Severity.WARN)));
    eventually(this::live);
    assertThat(found(FIGURE).state()).isEqualTo(CheckState.FAILED);
  }

  @Test
  void rows_that_a_query_finds_hold_their_entity() throws InterruptedException {
    AtomicBoolean wrong = new AtomicBoolean(true);
    setting.target.answer(EVENTS, () -> wrong.get() ? rows("seq", "3") : rows("seq"));
    start(
        List.of(),
        new QuerySpec(
            "events",
            "event",
            QuerySpec.TARGET,
            EVENTS,
            new QuerySpec.NoRows(),
            CheckTraits.PLAIN));
    eventually(() -> run.progress().gates().containsKey("event"));
    eventually(() -> state("ad") == EntityState.LIVE);
    assertThat(state("event")).isEqualTo(EntityState.HELD);
    wrong.set(false);
    eventually(this::live);
  }

  @Test
  void an_answer_that_is_no_figure_is_told() throws InterruptedException {
    setting.target.answer(ADS, () -> rows("n", "many"));
    start(List.of(figure("ad", Severity.ERROR)));
    held();
    assertThat(found(FIGURE).state()).isEqualTo(CheckState.ERROR);
    assertThat(run.progress().gates().get("ad")).contains("answers with one number");
  }

  /** The source has shown a row more at first sight, which the streams bring while it is looked. */
  @Test
  void what_only_lags_behind_the_source_holds_nothing() throws InterruptedException {
    unseen.set(-1);
    AtomicInteger asked = new AtomicInteger();
    setting.target.answer(
        ADS,
        () -> {
          if (asked.getAndIncrement() == 0) {
            setting.ad("late", "late");
          }
          return rows("n", setting.count("ad") + "");
        });
    start(List.of(figure("ad", Severity.ERROR)));
    eventually(this::live);
    assertThat(found(FIGURE).state()).isEqualTo(CheckState.PASSED);
    assertThat(asked.get()).isGreaterThan(1);
    assertThat(setting.target.checks().history(FIGURE, 10))
        .extracting(CheckResult::state)
        .doesNotContain(CheckState.FAILED);
  }
}
