package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.run.RunEvent.EntitiesPublished;
import dev.crossfade.engine.run.RunEvent.PhaseBegan;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.source.CaptureStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole runs in real threads. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MigrationRunTest {

  private static final TableId EVENT = new TableId("public", "event");

  private final Setting setting = new Setting();
  private final List<RunEvent> events = new CopyOnWriteArrayList<>();

  private MigrationRun run(Until until) {
    MigrationRun run = setting.run(until, List::of, (at, event) -> events.add(event));
    run.start();
    return run;
  }

  private Problem failure() throws InterruptedException {
    try (MigrationRun run = run(Until.PUBLISHED)) {
      RunResult result = run.await();
      assertThat(result.phase()).isEqualTo(RunPhase.FAILED);
      assertThat(result.good()).isFalse();
      return result.problems().get(0);
    }
  }

  private void published() throws InterruptedException {
    try (MigrationRun run = run(Until.PUBLISHED)) {
      assertThat(run.await()).satisfies(result -> assertThat(result.good()).isTrue());
    }
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    Instant giveUp = Instant.now().plusSeconds(10);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.sleep(1);
    }
  }

  @Test
  void history_is_published_once_and_the_run_ends() throws InterruptedException {
    for (long id = 0; id < 35; id++) {
      setting.contact(id, "e" + id);
      setting.event(id, "click");
      setting.ad("c" + id, "t" + id);
    }
    published();
    assertThat(setting.count("active_contact")).isEqualTo(35);
    assertThat(setting.count("event")).isEqualTo(35);
    assertThat(setting.count("ad")).isEqualTo(35);
    assertThat(events.stream().filter(EntitiesPublished.class::isInstance)).hasSize(1);
    assertThat(events.stream().filter(PhaseBegan.class::isInstance))
        .extracting(event -> ((PhaseBegan) event).phase())
        .containsExactly(
            RunPhase.STARTING,
            RunPhase.LISTENING,
            RunPhase.BACKFILL,
            RunPhase.PUBLISHING,
            RunPhase.LIVE,
            RunPhase.DONE);
    published();
    assertThat(setting.count("event")).isEqualTo(35);
    assertThat(events.stream().filter(EntitiesPublished.class::isInstance)).hasSize(1);
  }

  @Test
  void changes_are_in_production_within_milliseconds() throws InterruptedException {
    setting.contact(0, "first");
    List<Long> millis = new ArrayList<>();
    try (MigrationRun run = run(Until.FOREVER)) {
      eventually(() -> run.progress().phase() == RunPhase.LIVE);
      for (long id = 1; id <= 50; id++) {
        long expected = id + 1;
        long start = System.nanoTime();
        setting.contact(id, "e" + id);
        eventually(() -> setting.count("active_contact") == expected);
        millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
      eventually(() -> run.progress().streams().get("crm").applied() == 100);
      RunProgress progress = run.progress();
      assertThat(progress.streams().get("crm").lag()).isLessThan(Duration.ofSeconds(2));
      assertThat(progress.backfill().rows()).isPositive();
      run.stop();
      assertThat(run.result().join().phase()).isEqualTo(RunPhase.STOPPED);
    }
    millis.sort(null);
    assertThat(millis.get(25)).isLessThan(50);
  }

  @Test
  void verdicts_decide_whether_the_end_is_good() throws InterruptedException {
    Verdict verdict =
        new Verdict(
            "ad",
            Verdict.Result.DIFFERENT,
            1,
            1,
            List.of(),
            0,
            0,
            0,
            Map.of(),
            "v",
            Instant.EPOCH,
            Instant.EPOCH);
    try (MigrationRun run =
        setting.run(Until.VERIFIED, () -> List.of(verdict), RunListener.SILENT)) {
      run.start();
      RunResult result = run.await();
      assertThat(result.phase()).isEqualTo(RunPhase.DONE);
      assertThat(result.verdicts()).containsExactly(verdict);
      assertThat(result.good()).isFalse();
    }
  }

  @Test
  void a_lost_slot_is_a_gap() throws InterruptedException {
    published();
    setting.crm.log().loseSlot();
    Problem problem = failure();
    assertThat(problem.code()).isEqualTo(EngineProblem.LOG_CHANGED);
    assertThat(problem.what()).contains("slot was slot-1 and is absent");
  }

  @Test
  void a_slot_that_was_created_again_under_its_name_is_a_gap() throws InterruptedException {
    published();
    setting.crmCapture.stopCapturing();
    setting.contact(1, "between the slots");
    setting.crm.log().recreateSlot();
    Problem problem = failure();
    assertThat(problem.code().kind()).isEqualTo(Kind.ESCALATE);
    assertThat(problem.what()).contains("the slot is another one");
    assertThat(setting.crmCapture.status().state()).isEqualTo(CaptureStatus.State.FAILED);
  }

  @Test
  void another_server_is_a_gap() throws InterruptedException {
    published();
    setting.crm.log().replaceServer();
    assertThat(failure().code()).isEqualTo(EngineProblem.LOG_CHANGED);
  }

  @Test
  void another_topic_is_a_gap() throws InterruptedException {
    published();
    setting.crmCapture.loseTopic();
    try (MigrationRun run = run(Until.FOREVER)) {
      eventually(() -> !run.progress().problems().isEmpty());
      assertThat(run.progress().problems().get(0).code()).isEqualTo(EngineProblem.STREAM_CHANGED);
    }
  }

  @Test
  void a_mapping_must_not_change_under_its_history() throws InterruptedException {
    published();
    try (MigrationRun run =
        setting.run(Until.PUBLISHED, List::of, RunListener.SILENT, Setting.changed(), 100)) {
      run.start();
      assertThat(run.await().problems().get(0).code()).isEqualTo(EngineProblem.MAPPING_CHANGED);
    }
  }

  @Test
  void too_many_refused_rows_stop_the_line_before_it_is_published() throws InterruptedException {
    for (long id = 0; id < 20; id++) {
      setting.contact(id, "!bad");
    }
    try (MigrationRun run =
        setting.run(Until.PUBLISHED, List::of, RunListener.SILENT, Setting.changed(), 5)) {
      run.start();
      RunResult result = run.await();
      assertThat(result.problems().get(0).code()).isEqualTo(EngineProblem.TOO_MANY_REFUSED);
    }
    assertThat(setting.target.quarantine().open()).isGreaterThan(5);
  }

  @Test
  void an_image_that_is_missing_stops_its_stream_at_its_position_only()
      throws InterruptedException {
    setting.event(1, "click");
    setting.ad("a", "a");
    try (MigrationRun run = run(Until.FOREVER)) {
      eventually(() -> run.progress().phase() == RunPhase.LIVE);
      setting.event(2, "before");
      setting.incompleteUpdate();
      setting.event(3, "behind");
      eventually(() -> !run.progress().problems().isEmpty());
      Problem problem = run.progress().problems().get(0);
      assertThat(problem.code()).isEqualTo(EngineProblem.NO_OLD_IMAGE);
      assertThat(setting.count("event")).isEqualTo(2);
      setting.ad("b", "b");
      eventually(() -> setting.count("ad") == 2);
      assertThat(setting.count("event")).isEqualTo(2);
    }
  }

  @Test
  void a_second_process_takes_over_and_the_first_one_stops() throws InterruptedException {
    setting.contact(0, "first");
    try (MigrationRun first = run(Until.FOREVER)) {
      eventually(() -> first.progress().phase() == RunPhase.LIVE);
      try (MigrationRun second = run(Until.FOREVER)) {
        eventually(() -> second.progress().phase() == RunPhase.LIVE);
        RunResult result = first.await();
        assertThat(result.phase()).isEqualTo(RunPhase.FAILED);
        assertThat(result.problems().get(0).code()).isEqualTo(EngineProblem.OWNERSHIP_LOST);
        setting.contact(1, "second");
        eventually(() -> setting.count("active_contact") == 2);
      }
    }
  }
}
