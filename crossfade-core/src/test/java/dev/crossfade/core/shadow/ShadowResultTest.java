package dev.crossfade.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.canary.Judgement.Verdict;
import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a comparison, and how its times are judged. */
class ShadowResultTest {

  private static Latencies times(int count, long micros) {
    long[] counts = new long[Latencies.BUCKETS];
    counts[Latencies.bucket(micros)] = count;
    return Latencies.of(counts);
  }

  @Test
  void aResultIsKeptWithoutValuesOfRows() {
    ShadowResult result =
        new ShadowResult(
            "a",
            Outcome.DIFFERENT,
            List.of(new Group("a", "n: \"value\"", 1, 4, 0, 4, true)),
            new Pace(times(3, 70), times(2, 9_000)),
            4,
            1,
            "because",
            List.of("n: value: day='1'"),
            Instant.parse("2026-11-26T08:00:00Z"),
            Duration.ofSeconds(2));
    String text = ShadowText.of(result);
    assertThat(ShadowText.parse(text)).isEqualTo(result.withoutExamples());
    assertThat(text).doesNotContain("day=");
    assertThatThrownBy(() -> ShadowText.parse("{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ShadowText.parse(text.replace("DIFFERENT", "GOOD")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void paceIsJudgedOnceThereAreTimesEnough() {
    assertThat(new Pace(times(19, 100), times(30, 9_000)).judge(50).verdict())
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(new Pace(times(20, 1_000), times(20, 9_000)).judge(50).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(new Pace(times(20, 1_000), times(20, 1_100)).judge(50).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(new Pace(times(20, 9_000), times(20, 1_000)).judge(50).verdict())
        .isEqualTo(Verdict.PASS);
  }
}
