package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterimTest {

  private static final Duration TTL = Duration.ofSeconds(1);

  private final Semaphore renewed = new Semaphore(0);
  private final AtomicInteger failures = new AtomicInteger();
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
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    Leases real = leases(clock);
    Interim interim = taken(real, Interim.LONGEST);
    for (int i = 0; i < 5; i++) {
      clock.advance(TTL.multipliedBy(3).dividedBy(4));
      awaitRenewals(2);
    }
    await("stands").until(interim::stands);
    assertThat(real.take("m", "another", TTL)).isEmpty();
    interim.end();
    assertThat(interim.stands()).isFalse();
    assertThat(real.take("m", "another", TTL)).isPresent();
  }

  @Test
  void what_goes_wrong_once_does_not_end_it() throws Exception {
    failures.set(2);
    Leases real = leases(Clock.systemUTC());
    Interim interim = taken(real, Interim.LONGEST);
    awaitRenewals(6);
    assertThat(failures).hasNonPositiveValue();
    await("stands").until(interim::stands);
    assertThat(real.take("m", "another", TTL)).isEmpty();
    interim.end();
  }

  /** Nobody tells a process that cannot be told anything. */
  @Test
  void it_stands_no_longer_than_it_is_known_to_be_ours() throws Exception {
    failures.set(Integer.MAX_VALUE);
    Interim interim = taken(leases(Clock.systemUTC()), Interim.LONGEST);
    assertThat(interim.stands()).isTrue();
    await("stands").until(() -> !interim.stands());
    assertThat(failures).hasValueGreaterThan(0);
    interim.end();
  }

  @Test
  void it_does_not_stand_once_somebody_else_has_it() throws Exception {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    Leases real = leases(clock);
    Interim interim = taken(real, Interim.LONGEST);
    await("somebody else")
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              clock.advance(TTL.plusMillis(1));
              return real.take("m", "another", Duration.ofDays(1)).isPresent();
            });
    await("stands").until(() -> !interim.stands());
    interim.end();
    assertThat(real.holder("m").orElseThrow().holds()).as("that of somebody else").isTrue();
  }

  /** Whoever hangs in it would keep everybody from acting. */
  @Test
  void it_is_not_kept_for_ever() throws Exception {
    Leases real = leases(Clock.systemUTC());
    Interim interim = taken(real, TTL.multipliedBy(2));
    awaitRenewals(2);
    await("somebody else").until(() -> real.take("m", "another", TTL).isPresent());
    assertThat(interim.stands()).isFalse();
    interim.end();
  }

  private Interim taken(Leases from, Duration longest) throws InterruptedException {
    return Interim.take(from, "m", Duration.ZERO, TTL, longest).orElseThrow();
  }

  private void awaitRenewals(int times) throws InterruptedException {
    renewed.drainPermits();
    assertThat(renewed.tryAcquire(times, 20, TimeUnit.SECONDS)).as("renewed").isTrue();
  }

  /** Renewing them is counted, and fails now and then. */
  private Leases leases(Clock clock) {
    return new InMemoryControl(
            clock,
            call -> {
              if (call.equals("leases.renew")) {
                renewed.release();
                if (failures.getAndDecrement() > 0) {
                  throw new IllegalStateException("not now");
                }
              }
              return Fault.NONE;
            })
        .leases();
  }
}
