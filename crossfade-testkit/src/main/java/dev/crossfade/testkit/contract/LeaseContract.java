package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every store of leases keeps: one owner at a time, and epochs that only grow. */
public abstract class LeaseContract extends ControlContract {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  private Leases leases() {
    return store.leases();
  }

  private Lease take(String owner, Duration ttl) {
    return leases().take(migration, owner, ttl).orElseThrow();
  }

  @Test
  void one_has_it_and_others_learn_who() {
    assertThat(leases().holder(migration)).isEmpty();
    Lease lease = take("a", LONG);

    assertThat(lease.epoch()).isPositive();
    assertThat(leases().take(migration, "b", LONG)).isEmpty();
    Holder holder = leases().holder(migration).orElseThrow();
    assertThat(holder.owner()).isEqualTo("a");
    assertThat(holder.epoch()).isEqualTo(lease.epoch());
    assertThat(holder.holds()).isTrue();
    assertThat(holder.left()).isBetween(Duration.ofSeconds(30), LONG);
    assertThat(leases().take(migration + "-other", "b", LONG)).isPresent();
  }

  @Test
  void one_that_ran_out_goes_to_another_under_a_larger_epoch() {
    Lease old = take("a", SHORT);
    elapse(SHORT.multipliedBy(2));
    assertThat(leases().holder(migration).orElseThrow().holds()).isFalse();

    Lease young = take("b", LONG);

    assertThat(young.epoch()).isGreaterThan(old.epoch());
    assertThat(leases().renew(old, LONG)).isFalse();
    leases().release(old);
    assertThat(leases().take(migration, "c", LONG)).isEmpty();
    assertThat(leases().renew(young, LONG)).isTrue();
  }

  @Test
  void one_that_is_renewed_does_not_run_out() {
    Lease lease = take("a", SHORT);

    assertThat(leases().renew(lease, LONG)).isTrue();
    elapse(SHORT.multipliedBy(2));

    assertThat(leases().take(migration, "b", LONG)).isEmpty();
  }

  @Test
  void one_that_ran_out_and_that_nobody_took_can_be_renewed() {
    Lease lease = take("a", SHORT);
    elapse(SHORT.multipliedBy(2));

    assertThat(leases().renew(lease, LONG)).isTrue();
    assertThat(leases().take(migration, "b", LONG)).isEmpty();
  }

  @Test
  void one_that_is_given_back_is_free_at_once_and_gone_for_ever() {
    Lease lease = take("a", LONG);
    leases().release(lease);

    assertThat(leases().renew(lease, LONG)).isFalse();
    assertThat(leases().holder(migration).orElseThrow().holds()).isFalse();
    assertThat(take("b", LONG).epoch()).isGreaterThan(lease.epoch());
  }

  @Test
  void taking_it_again_voids_what_one_had() {
    Lease first = take("a", LONG);
    Lease second = take("a", LONG);

    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(leases().renew(first, LONG)).isFalse();
    assertThat(leases().renew(second, LONG)).isTrue();
  }
}
