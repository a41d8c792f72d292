package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.run.RunEvent.EntitiesPublished;
import dev.crossfade.engine.run.RunEvent.PhaseBegan;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.target.OwnershipLostException;
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

  private MigrationRun run() throws InterruptedException {
    MigrationRun run = setting.run(List::of, (at, event) -> events.add(event));
    Setting.begin(run);
    return run;
  }

  private Problem failure() throws InterruptedException {
    try (MigrationRun run = run()) {
      eventually(() -> run.progress().phase() == Phase.FAILED);
      return run.progress().problems().get(0);
    }
  }

  private void published() throws InterruptedException {
    try (MigrationRun run = run()) {
      eventually(() -> run.progress().phase() == Phase.LIVE);
      assertThat(run.progress().problems()).isEmpty();
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
  void history_is_published_once_and_the_next_process_goes_on() throws InterruptedException {
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
            Phase.DRAFT,
            Phase.PREPARING,
            Phase.BACKFILLING,
            Phase.SYNCING,
            Phase.PUBLISHING,
            Phase.LIVE);
    published();
    assertThat(setting.count("event")).isEqualTo(35);
    assertThat(events.stream().filter(EntitiesPublished.class::isInstance)).hasSize(1);
  }

  @Test
  void changes_are_in_production_within_milliseconds() throws InterruptedException {
    setting.contact(0, "first");
    List<Long> millis = new ArrayList<>();
    try (MigrationRun run = run()) {
      eventually(() -> run.progress().phase() == Phase.LIVE);
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
    }
    millis.sort(null);
    assertThat(millis.get(25)).isLessThan(50);
  }

  @Test
  void what_was_compared_is_on_record() throws InterruptedException {
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
    try (MigrationRun run = setting.run(() -> List.of(verdict), RunListener.SILENT)) {
      Setting.settle(run);
      run.ask(Trigger.VERIFY, "anna");
      eventually(() -> recorded().stream().anyMatch(MigrationRunTest::leavesOutWhatIsNotCompared));
      eventually(() -> run.progress().phase() == Phase.LIVE);
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
    try (MigrationRun run = run()) {
      eventually(() -> !run.progress().problems().isEmpty());
      assertThat(run.progress().problems().get(0).code()).isEqualTo(EngineProblem.STREAM_CHANGED);
    }
  }

  @Test
  void a_mapping_must_not_change_under_its_history() throws InterruptedException {
    published();
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT, Setting.changed(), 100)) {
      Setting.begin(run);
      eventually(() -> run.progress().phase() == Phase.FAILED);
      assertThat(run.progress().problems().get(0).code()).isEqualTo(EngineProblem.MAPPING_CHANGED);
    }
  }

  @Test
  void too_many_refused_rows_stop_the_line_before_it_is_published() throws InterruptedException {
    for (long id = 0; id < 20; id++) {
      setting.contact(id, "!bad");
    }
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT, Setting.changed(), 5)) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.FAILED);
      assertThat(run.progress().problems().get(0).code()).isEqualTo(EngineProblem.TOO_MANY_REFUSED);
    }
    assertThat(setting.target.progress().entityStates()).doesNotContainValue(EntityState.LIVE);
    assertThat(setting.target.quarantine().open()).isGreaterThan(5);
  }

  @Test
  void too_many_refused_rows_stop_the_line_when_everything_is_live() throws InterruptedException {
    setting.contact(0, "good");
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT, Setting.changed(), 5)) {
      assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
      for (long id = 1; id <= 10; id++) {
        setting.contact(id, "!bad");
      }
      eventually(() -> run.progress().phase() == Phase.FAILED);
      assertThat(run.progress().problems().get(0).code()).isEqualTo(EngineProblem.TOO_MANY_REFUSED);
      setting.contact(11, "behind");
      assertThat(setting.target.progress().entityStates()).containsValue(EntityState.LIVE);
    }
    long parked = setting.target.quarantine().open();
    assertThat(parked).isGreaterThan(5);
    try (MigrationRun again = setting.run(List::of, RunListener.SILENT, Setting.changed(), 1_000)) {
      Setting.settle(again);
      eventually(() -> setting.count("active_contact") == 2);
    }
  }

  @Test
  void an_image_that_is_missing_stops_its_stream_at_its_position_only()
      throws InterruptedException {
    setting.event(1, "click");
    setting.ad("a", "a");
    try (MigrationRun run = run()) {
      eventually(() -> run.progress().phase() == Phase.LIVE);
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
  void a_second_process_waits_until_the_first_one_lets_go() throws InterruptedException {
    setting.contact(0, "first");
    try (MigrationRun first = run();
        MigrationRun second = setting.run(List::of, RunListener.SILENT)) {
      eventually(() -> first.progress().phase() == Phase.LIVE);
      second.start();
      eventually(() -> second.otherHolder().isPresent());
      assertThat(second.acts()).isFalse();
      setting.contact(1, "second");
      eventually(() -> setting.count("active_contact") == 2);
      first.close();
      eventually(second::acts);
      eventually(() -> second.progress().phase() == Phase.LIVE);
      setting.contact(2, "third");
      eventually(() -> setting.count("active_contact") == 3);
    }
  }

  @Test
  void who_owns_the_migration_has_fenced_the_target() throws InterruptedException {
    published();
    assertThatThrownBy(() -> setting.target.progress().remember("fact", "of nobody"))
        .isInstanceOf(OwnershipLostException.class);
  }

  private static boolean leavesOutWhatIsNotCompared(String result) {
    return result.contains("ad DIFFERENT") && result.contains("event not compared");
  }

  private List<String> recorded() {
    return setting.control.entries("unify").stream()
        .map(entry -> EventText.parse(entry.event()))
        .filter(Event.Done.class::isInstance)
        .map(event -> ((Event.Done) event).result())
        .toList();
  }
}
