package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamRota;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One process owns a migration and others help, in real threads. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HelperRunTest {

  private final Setting setting = new Setting();
  private final AtomicInteger opened = new AtomicInteger();
  private long contacts;
  private long ads;

  private HelperRun helper() {
    HelperRun helper = setting.helper(Setting.compiled(), this::opened);
    helper.start();
    return helper;
  }

  private ChangeStream opened(String source) {
    opened.incrementAndGet();
    return setting.stream(source);
  }

  private MigrationRun live() throws InterruptedException {
    MigrationRun run = setting.sharingRun();
    assertThat(Setting.settle(run)).isEqualTo(Phase.LIVE);
    return run;
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    Instant giveUp = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(giveUp);
      Thread.sleep(1);
    }
  }

  private void write() {
    contacts++;
    ads++;
    setting.contact(contacts, "e" + contacts);
    setting.ad("c" + ads, "t" + ads);
  }

  private boolean applied() {
    return setting.count("active_contact") == contacts && setting.count("ad") == ads;
  }

  private void bothFlow() throws InterruptedException {
    write();
    eventually(this::applied);
  }

  @Test
  void streams_and_history_are_shared_with_the_owner() throws InterruptedException {
    for (int i = 0; i < 30; i++) {
      write();
    }
    try (HelperRun helper = helper();
        MigrationRun run = live()) {
      assertThat(setting.count("active_contact")).isEqualTo(30);
      eventually(() -> opened.get() == 1);
      assertThat(helper.helping()).isTrue();
      bothFlow();
      for (StreamStatus stream : run.progress().streams().values()) {
        assertThat(stream.state()).isEqualTo(StreamStatus.State.FOLLOWING);
        long mark = stream.mark();
        eventually(() -> run.progress().streams().get(stream.source()).mark() > mark);
      }
      // handing a stream over may take longer than the half second that is silence here
      eventually(() -> run.progress().troubles().isEmpty());
    }
  }

  @Test
  void chunks_that_take_longer_than_their_lease_are_copied_once() throws InterruptedException {
    for (int i = 0; i < 15; i++) {
      write();
    }
    setting.slow("loader.begin", Duration.ofSeconds(3));
    try (HelperRun helper = helper();
        MigrationRun run = live()) {
      assertThat(setting.calls("loader.begin"))
          .as("chunks begun")
          .isEqualTo(
              setting.target.progress().backfill().stream()
                  .mapToLong(BackfillProgress::chunks)
                  .sum());
      assertThat(helper.dead()).isFalse();
      assertThat(run.progress().problems()).isEmpty();
    }
  }

  @Test
  void it_goes_on_without_an_owner_and_under_the_next_one() throws InterruptedException {
    try (HelperRun helper = helper()) {
      try (MigrationRun run = live()) {
        bothFlow();
      }
      bothFlow();
      assertThat(opened.get()).isEqualTo(2);
      try (MigrationRun next = live()) {
        eventually(next::acts);
        bothFlow();
        eventually(helper::helping);
      }
      bothFlow();
    }
  }

  @Test
  void what_a_helper_leaves_the_owner_does() throws InterruptedException {
    try (MigrationRun run = live()) {
      HelperRun helper = helper();
      eventually(() -> opened.get() == 1);
      bothFlow();
      helper.close();
      assertThat(helper.helping()).isFalse();
      bothFlow();
      assertThat(run.progress().problems()).isEmpty();
    }
  }

  @Test
  void nothing_moves_in_a_pause_though_helpers_are_there() throws InterruptedException {
    try (HelperRun helper = helper();
        MigrationRun run = live()) {
      bothFlow();
      run.ask(Trigger.PAUSE, "anna");
      eventually(
          () -> run.state().phase() == Phase.PAUSED && run.state().here().current().isEmpty());
      write();
      eventually(() -> !helper.helping());
      setting.awaitMore("offer.accept", 3);
      assertThat(setting.count("active_contact")).isEqualTo(contacts - 1);
      assertThat(setting.count("ad")).isEqualTo(ads - 1);
      run.ask(Trigger.RESUME, "anna");
      eventually(this::applied);
      eventually(helper::helping);
    }
  }

  @Test
  void who_has_other_mappings_does_not_help() throws InterruptedException {
    try (MigrationRun run = live();
        HelperRun helper = setting.helper(Setting.changed(), this::opened)) {
      helper.start();
      setting.awaitMore("offer.accept", 3);
      assertThat(helper.helping()).isFalse();
      bothFlow();
      assertThat(opened.get()).isZero();
      assertThat(run.progress().problems()).isEmpty();
    }
  }

  @Test
  void a_stream_that_a_helper_cannot_follow_is_the_owners() throws InterruptedException {
    try (MigrationRun run = live();
        HelperRun helper =
            setting.helper(
                Setting.compiled(),
                source -> {
                  opened.incrementAndGet();
                  throw Problem.of(EngineProblem.STREAM_CHANGED, "no", "no", "no").raise();
                })) {
      helper.start();
      // who declines one is dealt the other, and declines that as well
      eventually(() -> opened.get() == 2);
      bothFlow();
      bothFlow();
      assertThat(opened.get()).isEqualTo(2);
      assertThat(run.progress().problems()).isEmpty();
    }
  }

  @Test
  void a_stream_that_somebody_else_believes_in_too_comes_to_rest_with_one()
      throws InterruptedException {
    try (MigrationRun run = live();
        StreamRota wrong = StreamRota.ALONE) {
      RunInputs inputs = setting.inputs();
      HelperRun believer =
          new HelperRun(
              new HelpInputs(
                  "believer",
                  () -> setting.control.audit().origin(),
                  inputs.spec(),
                  inputs.compiled(),
                  inputs.sources(),
                  this::opened,
                  inputs.target(),
                  inputs.clock(),
                  inputs.options(),
                  sources -> wrong));
      believer.start();
      eventually(() -> opened.get() >= 2);
      bothFlow();
      bothFlow();
      believer.close();
      bothFlow();
      assertThat(run.acts()).isTrue();
      assertThat(run.progress().problems()).isEmpty();
    }
  }

  @Test
  void nobody_follows_a_source_with_an_alarm() throws InterruptedException {
    try (HelperRun helper = helper()) {
      try (MigrationRun run = live()) {
        bothFlow();
      }
      eventually(() -> opened.get() == 2);
      alarm("gone");
      setting.awaitMore("progress.fact", 6);
      write();
      eventually(() -> setting.count("ad") == ads);
      assertThat(setting.count("active_contact")).isEqualTo(contacts - 1);
      alarm("");
      eventually(this::applied);
      assertThat(helper.dead()).isFalse();
    }
  }

  /** As the owner of the migration writes it. */
  private void alarm(String why) {
    RunInputs owner = setting.inputs();
    assertThat(
            owner
                .target()
                .offer()
                .accept(setting.control.audit().origin(), owner.compiled().version()))
        .isTrue();
    owner.target().progress().remember(ProgressStore.ALARM_OF_SOURCE + "crm", why);
  }
}
