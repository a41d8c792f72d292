package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run when one of its sources cannot be followed any more. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StoppedSourceTest {

  private static final TableId EVENT = new TableId("public", "event");
  private static final String ALARM = ProgressStore.ALARM_OF_SOURCE + "crm";

  private static final String ALARM_OF_ADS = ProgressStore.ALARM_OF_SOURCE + "ads";

  private static final Direction RETURN = new Direction(Direction.Way.RETURN, 1);

  /** What is read each time somebody looks whether it may go on. */
  private static final String LOOK = "progress.entityStates";

  private final Setting setting = new Setting();

  private MigrationRun run() {
    return setting.run(List::of, RunListener.SILENT);
  }

  private MigrationRun live() throws InterruptedException {
    setting.event(1, "click");
    setting.ad("a", "a");
    MigrationRun run = run();
    assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
    return run;
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    Instant giveUp = Instant.now().plusSeconds(10);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.sleep(1);
    }
  }

  private void crmStopsAndAdsGoesOn(MigrationRun run) throws InterruptedException {
    eventually(() -> !run.progress().problems().isEmpty());
    eventually(() -> setting.target.progress().fact(ALARM).isPresent());
    StreamStatus crm = run.progress().streams().get("crm");
    assertThat(crm.state()).isEqualTo(StreamStatus.State.STOPPED);
    assertThat(crm.problem()).isEqualTo(run.progress().problems().get(0));
    setting.awaitEnd("stream-crm");
    setting.event(9, "never seen");
    setting.ad("b", "b");
    eventually(() -> setting.count("ad") == 2);
    eventually(() -> run.progress().streams().get("ads").mark() > crm.mark() + 3);
    assertThat(run.progress().phase()).isEqualTo(Phase.LIVE);
    eventually(() -> run.state().flags().contains(Flag.GAP));
    assertThat(run.progress().problems()).hasSize(1);
    assertThat(setting.count("event")).isEqualTo(1);
  }

  @Test
  void a_stream_that_stops_leaves_the_others_alone_and_an_alarm() throws InterruptedException {
    try (MigrationRun run = live()) {
      setting.incompleteUpdate();
      crmStopsAndAdsGoesOn(run);
      assertThat(setting.target.progress().fact(ALARM).orElseThrow()).startsWith("CF-5004 ");
    }
  }

  @Test
  void a_log_that_is_not_to_be_trusted_stops_its_source_only() throws InterruptedException {
    try (MigrationRun run = live()) {
      setting.crm.log().hideChangesOf(EVENT);
      setting.crm.log().loseSlot();
      crmStopsAndAdsGoesOn(run);
      Problem problem = run.progress().problems().get(0);
      assertThat(problem.code()).isEqualTo(EngineProblem.LOG_CHANGED);
    }
  }

  @Test
  void a_change_that_the_log_does_not_carry_is_never_forgotten() throws InterruptedException {
    setting.crm.log().hideChangesOf(EVENT);
    try (MigrationRun run = live()) {
      setting.crm.log().changeUnseen(EVENT);
      crmStopsAndAdsGoesOn(run);
      Problem problem = run.progress().problems().get(0);
      assertThat(problem.code()).isEqualTo(EngineProblem.UNSEEN_CHANGE);
      assertThat(problem.code().kind()).isEqualTo(Kind.ESCALATE);
      assertThat(problem.what()).contains(EVENT.toString());
      assertThat(problem.fix()).contains("REPLICA IDENTITY FULL");
      assertThat(setting.target.progress().fact(ALARM).orElseThrow())
          .startsWith("CF-5015 rows of table");
    }
    setting.crm.log().forgetUnseen();
    try (MigrationRun run = run()) {
      Setting.begin(run);
      eventually(() -> run.progress().phase() == Phase.FAILED);
      assertThat(run.progress().problems().get(0).code()).isEqualTo(EngineProblem.UNSEEN_CHANGE);
    }
  }

  @Test
  void nothing_is_published_while_a_source_has_stopped() throws InterruptedException {
    setting.event(1, "click");
    setting.silence();
    try (MigrationRun run = run()) {
      Setting.begin(run);
      eventually(() -> run.progress().unheard().equals(List.of("crm")));
      setting.incompleteUpdate();
      setting.speak();
      eventually(() -> !run.progress().problems().isEmpty());
      assertThat(run.progress().problems())
          .extracting(Problem::code)
          .contains(EngineProblem.NO_OLD_IMAGE);
      eventually(() -> run.state().flags().contains(Flag.GAP));
      setting.awaitMore(LOOK, 4);
      assertThat(run.state().phase()).isIn(Phase.BACKFILLING, Phase.SYNCING);
      assertThat(setting.count("event")).isZero();
    }
  }

  private void adsAreNotReadAndCrmIs(MigrationRun run) throws InterruptedException {
    eventually(() -> !run.progress().problems().isEmpty());
    Problem problem = run.progress().problems().get(0);
    assertThat(problem.code()).isEqualTo(EngineProblem.TABLE_ALTERED);
    assertThat(problem.what()).contains("ads.ad of ads");
    assertThat(problem.why()).contains("column bio is gone").contains("fail");
    eventually(() -> setting.target.progress().fact(ALARM_OF_ADS).isPresent());
    assertThat(run.progress().streams().get("ads").state()).isEqualTo(StreamStatus.State.STOPPED);
    long tries = setting.calls("ads.split") + setting.calls("ads.read");
    eventually(() -> loadedOfCrm() == 3);
    setting.awaitMore(LOOK, 4);
    assertThat(setting.calls("ads.split") + setting.calls("ads.read")).isEqualTo(tries);
    assertThat(run.progress().problems()).hasSize(1);
    assertThat(run.state().phase()).isIn(Phase.BACKFILLING, Phase.SYNCING);
    assertThat(setting.target.holds().all()).isEmpty();
  }

  private long loadedOfCrm() {
    return setting.target.progress().backfill().stream()
        .filter(each -> !each.entity().equals("ad") && each.complete())
        .count();
  }

  /** The others are read, but nothing is published; it goes on once the table is what it was. */
  @Test
  void a_source_whose_table_is_not_what_it_was_before_it_is_read_stops_by_the_policy()
      throws InterruptedException {
    setting.contact(1, "e");
    setting.event(1, "click");
    setting.ad("a", "a");
    setting.dropAdColumn();
    try (MigrationRun run = strict()) {
      Setting.begin(run);
      adsAreNotReadAndCrmIs(run);
    }
    setting.restoreAds();
    try (MigrationRun run = strict()) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
      assertThat(setting.count("ad")).isEqualTo(1);
    }
  }

  @Test
  void neither_is_a_chunk_read_that_was_cut_before() throws InterruptedException {
    setting.contact(1, "e");
    setting.event(1, "click");
    setting.ad("a", "a");
    setting.silence();
    try (MigrationRun run = strict()) {
      Setting.begin(run);
      eventually(() -> run.progress().unheard().equals(List.of("crm")));
      eventually(() -> setting.calls("ads.read") > 0);
      setting.meanwhile("ads.read", setting::dropAdColumn);
      setting.speak();
      adsAreNotReadAndCrmIs(run);
    }
  }

  private MigrationRun strict() {
    return setting.run(List::of, RunListener.SILENT, Setting.strict(), 100);
  }

  @Test
  void a_run_with_no_source_left_ends() throws InterruptedException {
    try (MigrationRun run = live()) {
      setting.crm.log().loseSlot();
      setting.ads.log().loseSlot();
      eventually(() -> run.progress().phase() == Phase.FAILED);
      assertThat(run.progress().problems()).hasSize(2);
    }
  }

  /** What brings changes back goes on without them; how bad it is is said by the alarms. */
  @Test
  void sources_that_stop_while_the_target_takes_the_writes_raise_alarms_and_end_nothing()
      throws InterruptedException {
    setting.target.progress().remember(ProgressStore.DIRECTION, RETURN.text());
    try (MigrationRun run = live()) {
      setting.crm.log().loseSlot();
      setting.ads.log().loseSlot();
      eventually(() -> run.progress().problems().size() == 2);
      eventually(() -> setting.target.progress().fact(ALARM).isPresent());
      setting.awaitMore(LOOK, 4);
      assertThat(run.progress().phase()).isEqualTo(Phase.LIVE);
    }
  }
}
