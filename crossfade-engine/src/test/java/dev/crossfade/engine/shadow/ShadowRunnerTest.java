package dev.crossfade.engine.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.ShadowSpec;
import dev.crossfade.core.spec.Tolerance;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.core.spec.WorkloadSpec.Matching;
import dev.crossfade.core.spec.WorkloadSpec.Order;
import dev.crossfade.core.spec.WorkloadSpec.Script;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.engine.verify.FreshnessProbe;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.InquiryLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both stacks are asked behind fences; what counts is what differs at every look. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ShadowRunnerTest {
  private static final String OLD = "select day, n from old";
  private static final String NEW = "select day, n from fresh";
  private static final WorkloadSpec REPORT =
      workload(WorkloadSpec.Kind.QUERY, new Script(List.of(), NEW));

  private final Setting setting = new Setting();
  private final AtomicLong nanos = new AtomicLong();
  private MigrationRun live;

  private enum Code implements ProblemCode {
    BROKEN;

    @Override
    public int number() {
      return 9099;
    }

    @Override
    public Kind kind() {
      return Kind.OPERATOR;
    }
  }

  private static WorkloadSpec workload(WorkloadSpec.Kind kind, Script target) {
    return new WorkloadSpec(
        "report",
        kind,
        "crm",
        new Script(List.of(), OLD),
        target,
        List.of("event"),
        new Matching(List.of("day"), Order.ANY, List.of()),
        Tolerance.NONE,
        50,
        CheckTraits.PLAIN);
  }

  @BeforeEach
  void publish() throws InterruptedException {
    legacy(() -> rows("1,10", "2,20"));
    fresh(() -> rows("2,20.0", "1,10"));
    live = setting.published(5);
  }

  @AfterEach
  void close() {
    live.close();
  }

  private void legacy(Supplier<Answer> answer) {
    setting.crm.answer(OLD, answer);
  }

  private void fresh(Supplier<Answer> answer) {
    setting.target.answer(NEW, answer);
  }

  private static Answer rows(String... lines) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(Arrays.asList(line.split(",")));
    }
    return new Answer(List.of("day", "n"), List.copyOf(rows), Answer.Extent.WHOLE);
  }

  private static Answer fails(String state) {
    throw Problem.of(Code.BROKEN, "it failed", "for a test", "").with(Inquiry.STATE, state).raise();
  }

  private ShadowResult ask() throws InterruptedException {
    return ask(REPORT, Map.of()).results().get(0);
  }

  private ShadowRun ask(WorkloadSpec workload, Map<String, String> unasked)
      throws InterruptedException {
    ShadowParties parties =
        new ShadowParties(
            setting.inputs().spec(),
            setting.sources(),
            setting.target,
            new FreshnessProbe(setting.verifier()),
            new ShadowSettings(
                InquiryLimits.DEFAULTS, 3, Duration.ofMillis(400), 20, Duration.ofMinutes(1)),
            Clock.systemUTC(),
            () -> nanos.addAndGet(1_000_000));
    return new ShadowRunner(parties)
        .run("r", "v1", List.of(workload), unasked, List.of(), told -> {});
  }

  private List<String> signatures(ShadowResult result) {
    return result.real().stream().map(Group::signature).toList();
  }

  @Test
  void whatSaysTheSameMatchesAndIsTimedAndKept() throws Exception {
    ShadowResult result = ask();

    assertThat(result.outcome()).as(result.why()).isEqualTo(Outcome.MATCH);
    assertThat(result.rows()).isEqualTo(2);
    assertThat(result.pace().fresh().count()).isEqualTo(20);
    assertThat(setting.target.shadows().latest()).containsEntry("report", result);
  }

  @Test
  void aLastingDifferenceIsToldByItsSignatureAndKeptWithoutItsValue() throws Exception {
    fresh(() -> rows("1,4711", "2,20"));

    ShadowResult result = ask();

    assertThat(result.outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(signatures(result)).containsExactly("n: value");
    assertThat(result.examples()).containsExactly("n: value: day='1'");
    assertThat(setting.target.shadows().runs(1).toString())
        .doesNotContain("4711")
        .doesNotContain("day=");
  }

  @Test
  void whatHasNotArrivedYetIsNoDifferenceOnceItHas() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    fresh(() -> asked.incrementAndGet() == 1 ? rows("1,9") : rows("1,10", "2,20"));

    ShadowResult result = ask();

    assertThat(result.outcome()).isEqualTo(Outcome.MATCH);
    assertThat(result.inFlight()).isEqualTo(2);
    assertThat(result.why()).contains("2 in flight");
  }

  @Test
  void whatTheLegacyStackChangesAllTheTimeIsNoDifferenceButOneFarFromItIs() throws Exception {
    AtomicInteger count = new AtomicInteger(100);
    legacy(() -> rows("1," + count.incrementAndGet()));
    fresh(() -> rows("1," + count.get()));
    assertThat(ask().outcome()).isEqualTo(Outcome.MATCH);

    fresh(() -> rows("1," + (count.get() - 90)));
    assertThat(ask().outcome()).isEqualTo(Outcome.DIFFERENT);
  }

  @Test
  void nothingIsKnownBeforeWhatTheSourcesShowIsPublished() throws Exception {
    setting.silence();
    setting.awaitMore("crm.poll", 2);

    ShadowResult result = ask();

    assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(result.why()).contains("was not published");
  }

  @Test
  void errorsAreComparedByTheirClass() throws Exception {
    fresh(() -> fails("22012"));
    assertThat(ask().outcome()).isEqualTo(Outcome.FAILING);
    assertThat(signatures(ask())).containsExactly("error: 22 on the new stack only");
    fresh(() -> fails("57014"));
    assertThat(signatures(ask())).containsExactly("error: timeout on the new stack only");

    legacy(() -> fails("22003"));
    fresh(() -> fails("22012"));
    assertThat(ask().outcome()).isEqualTo(Outcome.MATCH);
    fresh(() -> fails("23505"));
    assertThat(signatures(ask()))
        .containsExactly("error: 22 on the legacy stack, 23 on the new one");
    fresh(() -> rows("1,1"));
    assertThat(signatures(ask())).containsExactly("error: 22 on the legacy stack only");
  }

  @Test
  void whatIsNoAnswerIsNoPass() throws Exception {
    for (String state : List.of("08006", "53300", "40001", "57P01", "55P03")) {
      fresh(() -> fails(state));
      assertThat(ask().outcome()).as(state).isEqualTo(Outcome.UNKNOWN);
    }
    fresh(() -> fails("42P01"));
    legacy(() -> fails("42S02"));
    assertThat(ask().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(ask().why()).contains("both stacks refuse it");
    legacy(() -> new Answer(List.of("day", "n"), List.of(), Answer.Extent.CUT));
    assertThat(ask().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(ask(REPORT, Map.of("report", "not followed")).results().get(0).why())
        .isEqualTo("not asked: not followed");
  }

  @Test
  void aStackThatSaysTheSameButTakesLongerIsSlower() throws Exception {
    fresh(
        () -> {
          nanos.addAndGet(9_000_000);
          return rows("1,10", "2,20");
        });

    ShadowResult result = ask();

    assertThat(result.outcome()).isEqualTo(Outcome.SLOWER);
    assertThat(result.why()).contains("times as long (limit 1.50)");
  }

  @Test
  void aJobThatWritesRunsInAScratchAndIsNotRepeatedForItsTime() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    setting.target.answer(
        "insert into fresh values (1)\n" + NEW,
        () -> {
          runs.incrementAndGet();
          return rows("1,10", "2,20");
        });
    WorkloadSpec job =
        workload(WorkloadSpec.Kind.JOB, new Script(List.of("insert into fresh values (1)"), NEW));

    assertThat(ask(job, Map.of()).results().get(0).outcome()).isEqualTo(Outcome.MATCH);
    assertThat(runs.get()).isEqualTo(1);
    assertThat(ask(job, Map.of()).results().get(0).pace().fresh().count()).isEqualTo(2);
  }

  @Test
  void theGateReadsWhatWasKept() throws Exception {
    MigrationSpec plain = setting.inputs().spec();
    MigrationSpec spec =
        new MigrationSpec(
            plain.name(),
            plain.sources(),
            plain.target(),
            plain.settings(),
            plain.kafka(),
            plain.entities(),
            plain.taxonomies(),
            plain.signOffs(),
            plain.checks(),
            plain.traffic(),
            plain.cutover(),
            new ShadowSpec(List.of(REPORT), ShadowSpec.LogsSpec.NONE));

    assertThat(gate(spec)).isEqualTo(Gate.State.UNKNOWN);
    ask();
    assertThat(gate(spec)).isEqualTo(Gate.State.PASS);
    fresh(() -> rows("1,11", "2,20"));
    ask();
    assertThat(gate(spec)).isEqualTo(Gate.State.FAIL);
  }

  private Gate.State gate(MigrationSpec spec) {
    return ShadowEvidence.gate(spec, setting.target.shadows(), Instant.now()).state();
  }
}
