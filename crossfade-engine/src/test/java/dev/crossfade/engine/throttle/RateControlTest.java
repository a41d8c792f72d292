package dev.crossfade.engine.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.spec.Throttle;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against a source whose commits become slower the more is read, and scatter as real ones do. */
class RateControlTest {

  private static final int BEATS_A_SECOND = 20;

  private final Random random = new Random(7);
  private double base = 400_000;
  private double capacity = 100_000;
  private double limit = Double.MAX_VALUE;
  private double rows;
  private double slowness;
  private int loaded;
  private int quiet;

  private void run(RateControl control, int seconds) {
    rows = 0;
    slowness = 0;
    loaded = 0;
    quiet = 0;
    for (int i = 0; i < seconds * BEATS_A_SECOND; i++) {
      double read = Math.min(control.rate(), limit);
      double load = read / capacity;
      double scatter = 1 + 0.1 * random.nextGaussian();
      control.sample((long) (base * (1 + load) * scatter), read);
      rows += read / BEATS_A_SECOND;
      if (read == 0) {
        quiet++;
      } else {
        loaded++;
        slowness += load;
      }
    }
  }

  private double slowness() {
    return slowness / loaded;
  }

  @Test
  void the_rate_settles_where_the_source_is_slower_by_what_is_allowed() {
    RateControl control = new RateControl(new Throttle(20, 0, 0));
    run(control, 60);
    run(control, 600);
    assertThat(slowness()).isBetween(0.04, 0.19);
    assertThat(quiet).isBetween(600, 1_600);
  }

  @Test
  void it_looks_before_it_reads() {
    RateControl control = new RateControl(new Throttle(20, 0, 0));
    run(control, 3);
    assertThat(rows).isZero();
    run(control, 1);
    assertThat(rows).isPositive();
  }

  @Test
  void a_load_of_the_users_own_is_noticed_and_not_taken_for_ours() {
    RateControl control = new RateControl(new Throttle(20, 0, 0));
    run(control, 120);
    base *= 3;
    run(control, 120);
    run(control, 300);
    assertThat(slowness()).isBetween(0.03, 0.2);
  }

  @Test
  void a_source_that_becomes_weaker_is_left_alone() {
    RateControl control = new RateControl(new Throttle(20, 0, 0));
    run(control, 120);
    double before = rows;
    capacity /= 10;
    run(control, 30);
    run(control, 120);
    assertThat(rows).isLessThan(before / 4);
  }

  @Test
  void a_rate_that_is_not_used_does_not_grow() {
    RateControl control = new RateControl(new Throttle(20, 0, 0));
    capacity = 1e12;
    limit = 5_000;
    run(control, 300);
    limit = Double.MAX_VALUE;
    assertThat(control.rate()).isLessThan(20_001);
  }

  @Test
  void a_number_of_rows_bounds_it() {
    capacity = 1e12;
    RateControl control = new RateControl(new Throttle(20, 30_000, 0));
    run(control, 300);
    assertThat(rows / 300).isBetween(20_000.0, 30_000.0);
    RateControl low = new RateControl(new Throttle(20, 50, 0));
    for (int second = 0; second < 60; second++) {
      run(low, 1);
      assertThat(low.rate()).isLessThanOrEqualTo(50);
    }
    assertThat(new RateControl(new Throttle(0, 30_000, 0)).rate()).isEqualTo(30_000);
    assertThat(new RateControl(new Throttle(0, 0, 5)).rate()).isEqualTo(Pace.UNBOUNDED);
  }
}
