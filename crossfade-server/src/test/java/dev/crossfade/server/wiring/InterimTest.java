package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryControl;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
}
