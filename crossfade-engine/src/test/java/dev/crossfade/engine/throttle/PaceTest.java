package dev.crossfade.engine.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  private long now;

  private static long millis(long count) {
    return TimeUnit.MILLISECONDS.toNanos(count);
  }

  /** Rows that a reader who never rests too long gets in this time. */
  private long rows(Pace pace, long duration) {
    long end = now + duration;
    long rows = 0;
    while (now < end) {
      long wait = pace.take(64);
      rows += 64;
      while (wait > 0 && now < end) {
        now += Math.min(wait, millis(5));
        wait = pace.rest();
      }
      now += 100;
    }
    return rows;
  }

  @Test
  void a_rate_is_kept_and_may_change_at_any_moment() {
    Pace pace = new Pace(10_000, () -> now);
    assertThat(rows(pace, millis(2_000))).isBetween(19_800L, 20_400L);
    pace.rate(1_000);
    assertThat(rows(pace, millis(2_000))).isBetween(1_900L, 2_200L);
    pace.rate(50_000);
    assertThat(rows(pace, millis(1_000))).isBetween(49_000L, 51_200L);
  }

  @Test
  void several_readers_keep_a_rate_that_is_told_again_and_again() {
    Pace pace = new Pace(1_000, () -> now);
    long[] due = new long[4];
    long rows = 0;
    for (long end = millis(4_000), told = 0; now < end; now += millis(1)) {
      if (now >= told) {
        pace.rate(1_000);
        told += millis(50);
      }
      for (int i = 0; i < due.length; i++) {
        if (now >= due[i] && pace.rest() == 0) {
          due[i] = now + pace.take(64);
          rows += 64;
        }
      }
    }
    assertThat(rows).isBetween(3_900L, 4_400L);
  }

  @Test
  void a_rest_is_not_made_up_for() {
    Pace pace = new Pace(10_000, () -> now);
    now += millis(60_000);
    assertThat(rows(pace, millis(100))).isLessThan(1_400);
  }

  @Test
  void nothing_is_read_while_the_rate_is_zero() {
    Pace pace = new Pace(10_000, () -> now);
    rows(pace, millis(100));
    pace.rate(0);
    assertThat(rows(pace, millis(3_000))).isLessThanOrEqualTo(64);
    pace.rate(10_000);
    assertThat(rows(pace, millis(1_000))).isBetween(9_700L, 10_300L);
  }

  @Test
  void without_a_bound_nobody_waits() {
    Pace pace = Pace.free();
    assertThat(pace.take(1_000_000)).isZero();
    assertThat(pace.taken()).isEqualTo(1_000_000);
  }
}
