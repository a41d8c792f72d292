package dev.crossfade.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.canary.Tally;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of route records keeps: one record after the other, and one writable side. */
public abstract class RouteStoreContract {

  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final NoteSigner SIGNER = signer();
  private static final String ROUTE = "reports";
  private static final Duration GONE = Duration.ofSeconds(30);

  /** The store under test, prepared. */
  protected RouteStore store;

  private String group = "";

  /** Opens the store; all that are opened in one test share their content. */
  protected abstract RouteStore open();

  /** Lets this time pass for the store. */
  protected abstract void elapse(Duration time);

  @BeforeEach
  final void prepareStore() {
    store = open();
    store.prepare();
    group = "kit-" + NUMBERS.incrementAndGet();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  private static NoteSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private RouteRecord inForce() {
    return store
        .read(group)
        .map(note -> RecordSeal.open(note, group, List.of(SIGNER.key())))
        .orElse(RouteRecord.initial(group));
  }

  private Published publish(RouteRecord record) {
    return store.publish(RecordSeal.seal(record, SIGNER));
  }

  private Published change(RouteState state) {
    return publish(inForce().with(ROUTE, state, "kit"));
  }

  private RouteState state() {
    return inForce().route(ROUTE);
  }

  private void hold(Duration limit) {
    Hold hold = new Hold("hold-" + NUMBERS.incrementAndGet(), limit);
    assertThat(change(state().held(hold))).isInstanceOf(Published.Written.class);
  }

  private void beat(String gateway, long settled) {
    store.renew(group, new Beat(gateway, settled, settled, GONE, List.of()));
  }

  @Test
  void there_is_none_before_the_first() {
    assertThat(store.read(group)).isEmpty();
    assertThat(store.renew(group, new Beat("g", 0, 0, GONE, List.of()))).isEmpty();
  }

  @Test
  void records_follow_each_other_without_a_gap() {
    RouteRecord first = RouteRecord.initial(group).with(ROUTE, RouteState.INITIAL.share(5), "kit");

    assertThat(publish(first)).isEqualTo(new Published.Written(1));
    assertThat(publish(first)).isEqualTo(new Published.Outrun(1));
    assertThat(publish(new RouteRecord(group, 3, "kit", first.routes())))
        .isEqualTo(new Published.Outrun(1));
    assertThat(inForce()).isEqualTo(first);
    assertThat(publish(first.with(ROUTE, RouteState.INITIAL.share(25), "kit")))
        .isEqualTo(new Published.Written(2));
    try (RouteStore another = open()) {
      assertThat(another.read(group)).isEqualTo(store.read(group));
    }
  }

  @Test
  void of_many_at_once_one_wins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Published>> calls =
          List.of(5, 10, 15, 20).stream()
              .map(percent -> at(RouteState.INITIAL.share(percent)))
              .toList();
      long written = 0;
      for (Future<Published> each : threads.invokeAll(calls)) {
        written += each.get() instanceof Published.Written ? 1 : 0;
      }
      assertThat(written).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Published> at(RouteState state) {
    return () -> {
      try (RouteStore own = open()) {
        return own.publish(
            RecordSeal.seal(RouteRecord.initial(group).with(ROUTE, state, "kit"), SIGNER));
      }
    };
  }

  @Test
  void writes_move_only_from_a_hold() {
    assertThat(change(RouteState.INITIAL.writesTo(Side.NEW)))
        .isInstanceOf(Published.Hindered.class);

    hold(Duration.ofMinutes(1));

    assertThat(change(state().writesTo(Side.NEW))).isInstanceOf(Published.Written.class);
    assertThat(state()).isEqualTo(new RouteState(Side.NEW, 0, null, null));
  }

  @Test
  void writes_move_only_when_every_gateway_has_obeyed() {
    beat("a", 0);
    beat("b", 0);
    hold(Duration.ofMinutes(1));
    beat("a", 1);

    Published tooEarly = change(state().writesTo(Side.NEW));

    assertThat(tooEarly).isInstanceOf(Published.Hindered.class);
    assertThat(((Published.Hindered) tooEarly).reasons()).singleElement().asString().contains("b");
    beat("b", 1);
    assertThat(change(state().writesTo(Side.NEW))).isInstanceOf(Published.Written.class);
  }

  @Test
  void a_gateway_that_left_or_is_long_silent_is_not_waited_for() {
    store.renew(group, new Beat("silent", 0, 0, Duration.ofMillis(200), List.of()));
    beat("left", 0);
    hold(Duration.ofMinutes(1));
    elapse(Duration.ofMillis(1_200));
    store.leave(group, "left");
    assertThat(change(state().writesTo(Side.NEW))).isInstanceOf(Published.Hindered.class);
    beat("alive", 1);

    assertThat(change(state().writesTo(Side.NEW))).isInstanceOf(Published.Written.class);
    assertThat(store.gateways(group)).extracting(GatewaySign::counts).containsExactly(true, false);
  }

  @Test
  void a_hold_that_may_be_given_up_soon_moves_nothing() {
    hold(Duration.ofMillis(3300));
    elapse(Duration.ofMillis(400));

    assertThat(change(state().writesTo(Side.NEW))).isInstanceOf(Published.Hindered.class);
  }

  @Test
  void a_hold_is_as_old_as_the_first_record_with_it() {
    hold(Duration.ofMillis(3300));
    elapse(Duration.ofMillis(400));
    assertThat(change(state().share(50))).isInstanceOf(Published.Written.class);

    assertThat(change(state().writesTo(Side.NEW))).isInstanceOf(Published.Hindered.class);
  }

  @Test
  void a_hold_is_begun_once() {
    hold(Duration.ofMinutes(1));
    RouteState held = state();
    assertThat(change(held.released())).isInstanceOf(Published.Written.class);

    RouteRecord again = new RouteRecord(group, 3, "kit", java.util.Map.of(ROUTE, held));

    assertThat(publish(again)).isInstanceOf(Published.Hindered.class);
  }

  @Test
  void who_waits_for_another_record_is_woken_by_it() throws Exception {
    hold(Duration.ofMinutes(1));
    listens();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (RouteStore publisher = open()) {
      Future<Long> waited = other.submit(() -> waited(1, Duration.ofSeconds(20)));
      TimeUnit.MILLISECONDS.sleep(100);
      RouteRecord next = inForce().with(ROUTE, state().released(), "kit");
      publisher.publish(RecordSeal.seal(next, SIGNER));

      assertThat(waited.get()).isLessThan(10_000);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void who_waits_in_vain_waits_no_longer_than_he_wanted() {
    hold(Duration.ofMinutes(1));
    listens();

    long first = waited(1, Duration.ofMillis(150));
    long second = waited(1, Duration.ofMillis(150));

    assertThat(Math.max(first, second)).isBetween(100L, 5_000L);
  }

  /**
   * Whoever begins to listen comes back at once, to read what he has missed. Where that takes
   * longer than the waits here, one more wait ends early after this.
   */
  private void listens() {
    while (waited(1, Duration.ofMillis(30)) < 30) {
      store.await(group, 1, Duration.ofMillis(1));
    }
  }

  private long waited(long epoch, Duration longest) {
    long begun = System.nanoTime();
    store.await(group, epoch, longest);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  @Test
  void it_tells_what_gateways_said() {
    beat("a", 3);

    GatewaySign sign = store.gateways(group).get(0);

    assertThat(sign.gateway()).isEqualTo("a");
    assertThat(sign.settled()).isEqualTo(3);
    assertThat(sign.gone()).isEqualTo(GONE);
    assertThat(sign.silent()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
    assertThat(sign.counts()).isTrue();
  }

  @Test
  void it_tells_what_they_saw_last() {
    Latencies some = Latencies.of(counts(17, 3));
    Observation seen =
        new Observation(ROUTE, 5, 1, new Tally(4, 1, 1, some), new Tally(3, 0, 0, some));
    store.renew(group, new Beat("a", 1, 1, GONE, List.of()));

    store.renew(group, new Beat("a", 1, 1, GONE, List.of(seen)));

    assertThat(store.gateways(group)).flatExtracting(GatewaySign::seen).containsExactly(seen);
  }

  @Test
  void it_tells_which_version_they_run() {
    store.renew(group, new Beat("a", 1, 1, GONE, List.of(), "1.2.3"));
    store.renew(group, new Beat("b", 1, 1, GONE, List.of()));
    assertThat(store.gateways(group)).extracting(GatewaySign::build).containsExactly("1.2.3", "");

    store.renew(group, new Beat("a", 1, 1, GONE, List.of(), "1.2.4"));

    assertThat(store.gateways(group)).extracting(GatewaySign::build).containsExactly("1.2.4", "");
  }

  private static long[] counts(int bucket, long count) {
    long[] counts = new long[Latencies.BUCKETS];
    counts[bucket] = count;
    return counts;
  }
}
