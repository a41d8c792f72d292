package dev.crossfade.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.CheckVerdict;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.QuerySpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Renewals;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.CheckStore;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What databases answer counts only behind a fence, and only of what was asked. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FencedChecksTest {
  private static final String LEADS = "select count(*) from lead";
  private static final String EVENTS = "select seq from event where kind = 'odd'";
  private static final String ADS = "select code from ad where title = 'odd'";
  private static final ChecksSpec CHECKS =
      new ChecksSpec(
          List.of(new ReferenceSpec("ad", List.of("bio"), "active_contact", List.of("bio"))),
          List.of(
              new MetricSpec(
                  "leads",
                  "ad",
                  new MetricSpec.Queries("crm", LEADS, LEADS),
                  Tolerance.NONE,
                  CheckTraits.PLAIN)),
          List.of(query("odd-events", "event", EVENTS), query("odd-ads", "ad", ADS)),
          List.of());

  private final Setting setting = new Setting();
  private MigrationRun live;

  private static QuerySpec query(String name, String entity, String sql) {
    return new QuerySpec(name, entity, "target", sql, new QuerySpec.NoRows(), CheckTraits.PLAIN);
  }

  @BeforeEach
  void publish() throws InterruptedException {
    setting.crm.answer(LEADS, () -> rows("n", "7"));
    setting.target.answer(LEADS, () -> rows("n", "7"));
    setting.target.answer(EVENTS, () -> rows("seq"));
    setting.target.answer(ADS, () -> rows("code"));
    live = setting.published(20);
  }

  @AfterEach
  void close() {
    live.close();
  }

  private static Answer rows(String column, String... values) {
    List<List<String>> rows = List.of(values).stream().map(List::of).toList();
    return new Answer(List.of(column), List.copyOf(rows), Answer.Extent.WHOLE);
  }

  private CheckRun check(Map<String, String> unasked, String... ids) throws InterruptedException {
    MigrationSpec plain = setting.inputs().spec();
    MigrationSpec spec =
        new MigrationSpec(
            plain.name(),
            plain.sources(),
            plain.target(),
            plain.settings(),
            null,
            plain.entities(),
            plain.taxonomies(),
            plain.signOffs(),
            CHECKS);
    CheckParties parties =
        new CheckParties(
            spec,
            setting.sources(),
            setting.target,
            setting.verifier(),
            new CheckSettings(2, InquiryLimits.DEFAULTS, 3, Duration.ofMillis(300)),
            Clock.systemUTC());
    return new CheckRunner(parties)
        .run(
            "run",
            CheckTrigger.DEMAND,
            "v1",
            PlannedChecks.of(spec).only(Set.of(ids)),
            unasked,
            told -> {});
  }

  private CheckState state(String id) throws InterruptedException {
    return result(check(Map.of(), id), id).state();
  }

  private static CheckResult result(CheckRun run, String id) {
    CheckResult result = run.byCheck().get(id);
    assertThat(result).as(id).isNotNull();
    return result;
  }

  @Test
  void noAnswerIsAPassBeforeWhatTheSourcesShowIsPublished() throws Exception {
    String[] all = {
      "event/sql/odd-events", "active_contact/keys", "ad/references", "ad/metric/leads"
    };
    for (String id : all) {
      assertThat(state(id)).as(id).isEqualTo(CheckState.PASSED);
    }
    setting.silence();
    setting.awaitMore("crm.poll", 2);

    for (String id : all) {
      assertThat(state(id)).as(id).isEqualTo(CheckState.ERROR);
    }
    assertThat(state("ad/sql/odd-ads")).isEqualTo(CheckState.PASSED);
  }

  /** Whatever keeps rows from being compared, it is not called a stream that lags behind. */
  @Test
  void aNodeThatCannotCompareSaysWhy() throws Exception {
    TargetDatabase target = setting.target.again();
    target.under(1_000);
    target.acts().adopt(Setting.changed().version(), "ann", "other rules");
    Mappings.load(Setting.changed(), target);
    target.acts().adopt(Setting.compiled().version(), "ann", "and back");
    Mappings.load(Setting.compiled(), target);

    CheckResult result =
        result(check(Map.of(), "active_contact/checksums"), "active_contact/checksums");

    assertThat(result.state()).isEqualTo(CheckState.ERROR);
    assertThat(result.evidence()).containsExactly(Renewals.WHY);
  }

  /** They say nothing about the migration as it is. */
  @Test
  void resultsByMappingsThatAreNotInUseAreNotKept() throws Exception {
    check(Map.of(), "ad/keys");
    Map<String, CheckStore.Latest> before = setting.target.checks().latest();
    assertThat(before).containsKey("ad/keys").doesNotContainKey("active_contact/keys");
    TargetDatabase target = setting.target.again();
    target.under(1_000);
    target.acts().adopt(Setting.changed().version(), "ann", "other rules");
    Mappings.load(Setting.changed(), target);

    assertThat(state("active_contact/keys")).isEqualTo(CheckState.PASSED);

    assertThat(setting.target.checks().latest()).isEqualTo(before);
  }

  @Test
  void rowsAreWrongOnlyIfTheSameOnesAreAtEveryLook() throws Exception {
    AtomicInteger look = new AtomicInteger();
    setting.target.answer(ADS, () -> rows("code", "c" + look.incrementAndGet()));
    assertThat(state("ad/sql/odd-ads")).isEqualTo(CheckState.PASSED);

    setting.target.answer(ADS, () -> rows("code", "c" + look.incrementAndGet(), "c0"));
    assertThat(state("ad/sql/odd-ads")).isEqualTo(CheckState.FAILED);

    setting.target.answer(ADS, () -> rows("n", "" + look.incrementAndGet()));
    assertThat(state("ad/sql/odd-ads")).isEqualTo(CheckState.FAILED);
  }

  @Test
  void whatCouldNotBeAskedIsKeptAndIsNoPass() throws Exception {
    CheckRun run =
        check(Map.of("ad/schema", "it was left out"), "ad/counts", "event/counts", "report");

    assertThat(result(run, "ad/schema").state()).isEqualTo(CheckState.ERROR);
    assertThat(result(run, "ad/schema").evidence()).containsExactly("not asked: it was left out");
    assertThat(result(run, "ad/counts").state()).isEqualTo(CheckState.SKIPPED);
    assertThat(result(run, "event/counts").state()).isEqualTo(CheckState.PASSED);
    assertThat(result(run, "report").evidence())
        .containsExactly("the verdict is " + CheckVerdict.UNKNOWN);
    assertThat(setting.target.checks().runs(1)).containsExactly(run);
  }

  /** Whoever asks, what has failed can be looked into later; other values are not told. */
  @Test
  void keysOfRowsAreKeptAndNothingElseOfThem() throws Exception {
    Answer answer =
        new Answer(
            List.of("code", "title"),
            IntStream.range(0, 30).mapToObj(i -> List.of("c" + i, "secret")).toList(),
            Answer.Extent.WHOLE);
    setting.target.answer(ADS, () -> answer);
    CheckRun run = check(Map.of(), "ad/sql/odd-ads");

    assertThat(result(run, "ad/sql/odd-ads").keys())
        .hasSize(20)
        .startsWith("code=c0", "code=c1")
        .noneMatch(key -> key.contains("secret"));
    assertThat(setting.target.checks().runs(1)).containsExactly(run);
  }

  @Test
  void aKeyOfAnyLengthIsCutOff() throws Exception {
    setting.target.answer(ADS, () -> rows("code", "x".repeat(10_000)));

    assertThat(result(check(Map.of(), "ad/sql/odd-ads"), "ad/sql/odd-ads").keys())
        .singleElement()
        .satisfies(key -> assertThat(key).startsWith("code=xxx").endsWith("…").hasSize(201));
  }
}
