package dev.crossfade.engine.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.canary.DataLimits;
import dev.crossfade.core.canary.DataState;
import dev.crossfade.core.canary.DataState.Parity;
import dev.crossfade.core.canary.Judgement;
import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.UnloggedCounts;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.simulation.Setting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a canary is told of the data: lag from marks, parity from verdicts; unknown is no pass. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TargetWatchTest {
  private static final DataLimits LIMITS =
      new DataLimits(Duration.ofSeconds(2), Duration.ofMinutes(10));

  private final Setting setting = new Setting();
  private MigrationRun live;

  @BeforeEach
  void publish() throws InterruptedException {
    setting.contact(1, "a");
    setting.event(1, "view");
    setting.ad("c", "t");
    live = setting.run(List::of, RunListener.SILENT);
    Setting.settle(live);
  }

  @AfterEach
  void close() {
    live.close();
  }

  private DataState now(Duration later) {
    return new TargetWatch(
            setting.inputs().spec(),
            entity -> "v1",
            setting.target,
            Clock.offset(Clock.systemUTC(), later))
        .now();
  }

  private void verdict(String entity, Verdict.Result result, String version) {
    Instant now = Instant.now();
    setting
        .target
        .progress()
        .record(
            new Verdict(
                entity,
                result,
                1,
                0,
                List.of(),
                0,
                0,
                0,
                Map.of(),
                version,
                now,
                now,
                Coverage.Full.ASKED,
                counted(entity)));
  }

  private Map<String, Bookmark> counted(String entity) {
    long count = UnloggedCounts.of(entity, setting.target.progress());
    return Map.of(Bookmark.UNLOGGED, Bookmark.unlogged(count));
  }

  private void equal() {
    for (EntitySpec entity : setting.inputs().spec().entities()) {
      verdict(entity.name(), Verdict.Result.EQUAL, "v1");
    }
  }

  private Judgement.Verdict judged(Duration later) {
    return LIMITS.judge(now(later)).verdict();
  }

  @Test
  void marksThatNobodyAppliesAnyMoreMakeItOld() throws Exception {
    equal();
    Setting.await(() -> judged(Duration.ZERO) == Judgement.Verdict.PASS, () -> now(Duration.ZERO));
    assertThat(now(Duration.ofSeconds(30)).lag()).isGreaterThan(Duration.ofSeconds(29));
    assertThat(judged(Duration.ofSeconds(30))).isEqualTo(Judgement.Verdict.FAIL);
  }

  @Test
  void onlyProofsOfAllEntitiesUnderTheseMappingsAreParity() {
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.UNKNOWN);
    equal();
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.EQUAL);
    verdict("ad", Verdict.Result.EQUAL, "v0");
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.UNKNOWN);
    assertThat(now(Duration.ZERO).why()).contains("ad is not proven");
    verdict("ad", Verdict.Result.DIFFERENT, "v1");
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.DIFFERENT);
    verdict("ad", Verdict.Result.DIFFERENT, "v0");
    assertThat(now(Duration.ZERO).parity()).as("by other mappings").isEqualTo(Parity.UNKNOWN);
    equal();
    assertThat(LIMITS.judge(now(Duration.ofMinutes(11))).why()).contains("limit 600 s");
  }

  /** Neither EQUAL nor DIFFERENT is about rows that were replayed, repaired or renewed since. */
  @Test
  void aVerdictSaysNothingOnceRowsWereWrittenAgain() {
    setting.target.under(live.mayAct().orElseThrow());
    equal();
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.EQUAL);
    setting.target.progress().unlogged("ad");
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.UNKNOWN);
    assertThat(now(Duration.ZERO).why()).contains("ad is not proven", "written again");
    verdict("ad", Verdict.Result.DIFFERENT, "v1");
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.DIFFERENT);
    setting.target.progress().unlogged("ad");
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.UNKNOWN);
    equal();
    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.EQUAL);
  }

  /** A row that was corrupted behind everybody's back since its full pass is seen by none. */
  @Test
  void anUpkeepIsAsOldAsItsFullPass() {
    equal();
    Instant now = Instant.now();
    setting
        .target
        .progress()
        .record(
            new Verdict(
                "ad",
                Verdict.Result.EQUAL,
                1,
                0,
                List.of(),
                0,
                0,
                0,
                Map.of(),
                "v1",
                now,
                now,
                new Coverage.Upkeep(now.minusSeconds(7_200), 1),
                counted("ad")));

    assertThat(now(Duration.ZERO).parity()).isEqualTo(Parity.EQUAL);
    assertThat(now(Duration.ZERO).age()).isGreaterThan(Duration.ofMinutes(119));
    assertThat(judged(Duration.ZERO)).isEqualTo(Judgement.Verdict.UNKNOWN);
  }

  @Test
  void aTargetThatCannotBeAskedIsNotKnown() {
    assertThat(DataWatch.NONE.now()).isEqualTo(DataState.UNKNOWN);
    assertThat(DataWatch.NONE.usual()).isEqualTo(DataLimits.NONE);
  }
}
