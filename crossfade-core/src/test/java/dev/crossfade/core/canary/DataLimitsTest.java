package dev.crossfade.core.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.canary.CanaryPlan.Limits;
import dev.crossfade.core.canary.DataState.Parity;
import dev.crossfade.core.canary.Judgement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** F54: canaries are judged by the data behind them as well, and no data is no pass. */
class DataLimitsTest {
  private static final DataLimits BOTH =
      new DataLimits(Duration.ofSeconds(5), Duration.ofMinutes(10));
  private static final CanaryPlan PLAN =
      new CanaryPlan(
          List.of(50, 100), Duration.ZERO, new Limits(Duration.ofSeconds(1), 20, 10, 25, 980, 3));

  private static DataState state(@Nullable Integer lag, Parity parity, @Nullable Integer minutes) {
    return new DataState(
        lag == null ? null : Duration.ofSeconds(lag),
        parity,
        minutes == null ? null : Duration.ofMinutes(minutes),
        "3 entities");
  }

  @Test
  void theWorseCounts() {
    assertThat(BOTH.judge(state(1, Parity.EQUAL, 1)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(BOTH.judge(state(6, Parity.EQUAL, 1)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(BOTH.judge(state(6, Parity.EQUAL, 1)).why())
        .contains("6000 ms behind (limit 5000 ms)");
    assertThat(BOTH.judge(state(1, Parity.DIFFERENT, null)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(BOTH.judge(state(1, Parity.EQUAL, 11)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(BOTH.judge(state(6, Parity.UNKNOWN, null)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void noDataIsNoPass() {
    assertThat(BOTH.judge(state(null, Parity.EQUAL, 1)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(BOTH.judge(state(1, Parity.UNKNOWN, null)).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(BOTH.judge(DataState.UNKNOWN).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(DataLimits.NONE.judge(DataState.UNKNOWN).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void requestsAndDataAreJudgedTogether() {
    CanaryRun run = CanaryRun.begin(PLAN, Instant.EPOCH, "begun");
    Tally good = new Tally(100, 0, 0, latencies(100));
    Tally bad = new Tally(100, 90, 0, latencies(10));

    assertThat(run.judge(good, good, BOTH, state(1, Parity.EQUAL, 1)).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(run.judge(good, good, BOTH, DataState.UNKNOWN).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(run.judge(bad, good, BOTH, DataState.UNKNOWN).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(run.judge(bad, good, BOTH, state(1, Parity.EQUAL, 1)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(run.judge(Tally.NONE, Tally.NONE, BOTH, state(9, Parity.EQUAL, 1)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  private static Latencies latencies(int count) {
    long[] counts = new long[Latencies.BUCKETS];
    counts[7] = count;
    return Latencies.of(counts);
  }

  @Test
  void aPlanIsSignedWithItsDemandsAndOneWithoutReadsAsBefore() {
    CanaryPlan demanding = PLAN.with(BOTH);
    assertThat(CanaryPlan.of(longs(demanding))).isEqualTo(demanding);
    assertThat(PLAN.fields()).doesNotContainKeys("lagMillis", "parityMillis");
    assertThat(CanaryPlan.of(longs(PLAN))).isEqualTo(PLAN);
  }

  private static java.util.Map<String, @Nullable Object> longs(CanaryPlan plan) {
    return dev.crossfade.core.audit.JsonText.object(
        dev.crossfade.core.audit.CanonicalText.of(plan.fields()));
  }
}
