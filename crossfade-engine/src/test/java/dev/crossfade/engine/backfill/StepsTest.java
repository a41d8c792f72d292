package dev.crossfade.engine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.engine.Pause;
import dev.crossfade.engine.throttle.Pace;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepsTest {

  private final AtomicInteger signs = new AtomicInteger();
  private final AtomicInteger checks = new AtomicInteger();
  private final Life life =
      new Life() {
        @Override
        public void sign() {
          signs.incrementAndGet();
        }

        @Override
        public void check() {
          checks.incrementAndGet();
        }
      };
  private final BackfillMeter meter = new BackfillMeter(Clock.systemUTC());

  private void rows(Steps steps, int count) {
    for (int i = 0; i < count; i++) {
      steps.row();
    }
  }

  @Test
  void rows_are_counted_and_life_is_shown() {
    Steps steps = new Steps(null, Pause.REAL, life, meter);
    rows(steps, 2_500);
    assertThat(meter.rows()).isEqualTo(2_048);
    assertThat(signs).as("rows may be large").hasValue(2_500);
    assertThat(checks).as("a check may cost a round trip").hasValue(2);
    steps.end();
    assertThat(meter.rows()).isEqualTo(2_500);
  }

  @Test
  void a_slow_pace_is_kept_and_does_not_look_like_death() {
    Steps steps = new Steps(new Pace(128, System::nanoTime), Pause.REAL, life, meter);
    long before = System.nanoTime();
    rows(steps, 64);
    assertThat(System.nanoTime() - before).isGreaterThan(400_000_000L);
    assertThat(checks.get()).isGreaterThanOrEqualTo(4);
  }
}
