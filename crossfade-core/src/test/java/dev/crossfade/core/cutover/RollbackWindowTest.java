package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RollbackWindowTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private final RollbackWindow window = RollbackWindow.begin(RollbackWindow.USUAL, NOON);

  @Test
  void what_a_process_has_seen_pass_is_counted_whatever_the_clock_says() {
    RollbackWindow later = window.after(HOUR, NOON.plus(Duration.ofDays(30)));
    assertThat(later.left()).isEqualTo(Duration.ofHours(71));
    assertThat(window.after(HOUR, NOON.minus(Duration.ofDays(30))).left())
        .isEqualTo(Duration.ofHours(71));
  }

  @Test
  void a_restart_counts_the_time_between_by_the_clock() {
    assertThat(window.resumed(NOON.plus(HOUR), Duration.ofDays(1)).left())
        .isEqualTo(Duration.ofHours(71));
  }

  @Test
  void a_clock_that_jumped_forward_takes_no_more_than_the_bound() {
    assertThat(window.resumed(NOON.plus(Duration.ofDays(400)), HOUR).left())
        .isEqualTo(Duration.ofHours(71));
  }

  @Test
  void a_clock_that_jumped_back_gives_nothing_and_does_not_count_twice() {
    RollbackWindow back = window.after(HOUR, NOON.plus(HOUR)).resumed(NOON, HOUR);
    assertThat(back.left()).isEqualTo(Duration.ofHours(71));
    assertThat(back.resumed(NOON.plus(HOUR), HOUR).left()).isEqualTo(Duration.ofHours(71));
  }

  @Test
  void it_ends_and_can_be_kept_open() {
    RollbackWindow over = window.after(Duration.ofHours(73), NOON);
    assertThat(over.over()).isTrue();
    assertThat(over.left()).isZero();
    assertThat(over.extended(Duration.ofHours(3)).left()).isEqualTo(Duration.ofHours(2));
    assertThat(window.after(Duration.ofHours(72).minusMillis(1), NOON).over()).isFalse();
  }
}
