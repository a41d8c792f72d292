package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryControl;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterimTest {

  private final Leases leases = new InMemoryControl(Clock.systemUTC(), Faults.NONE).leases();

  private Optional<Interim> taken(Duration patience) throws InterruptedException {
    return Interim.take(leases, "m", patience);
  }

  @Test
  void nobody_acts_beside_a_run() throws InterruptedException {
    Lease run = leases.take("m", "a run", Duration.ofMinutes(1)).orElseThrow();
    assertThat(taken(Duration.ZERO)).isEmpty();
    assertThat(leases.renew(run, Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void a_run_that_was_killed_is_waited_for_and_the_next_one_need_not_wait() throws Exception {
    leases.take("m", "a run", Duration.ofMillis(150));
    Interim interim = taken(Duration.ofSeconds(10)).orElseThrow();
    assertThat(leases.take("m", "another", Duration.ofMinutes(1))).isEmpty();
    interim.end();
    assertThat(leases.holder("m").filter(Holder::holds)).isEmpty();
  }

  /** What is done in it may take longer than it is given for. */
  @Test
  void it_is_kept_until_it_is_given_back() throws Exception {
    Duration ttl = Duration.ofMillis(200);
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    Leases real = new InMemoryControl(clock, Faults.NONE).leases();
    Semaphore renewed = new Semaphore(0);
    Interim interim = Interim.take(counting(real, renewed), "m", Duration.ZERO, ttl).orElseThrow();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMillis(150));
      renewed.drainPermits();
      assertThat(renewed.tryAcquire(2, 20, TimeUnit.SECONDS)).as("renewed").isTrue();
    }
    assertThat(real.take("m", "another", ttl)).isEmpty();
    interim.end();
    assertThat(real.take("m", "another", ttl)).isPresent();
  }

  private static Leases counting(Leases real, Semaphore renewed) {
    return (Leases)
        Proxy.newProxyInstance(
            Leases.class.getClassLoader(),
            new Class<?>[] {Leases.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(real, arguments);
              if (method.getName().equals("renew")) {
                renewed.release();
              }
              return result;
            });
  }
}
