package dev.crossfade.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.GatewaySettings.HoldLimits;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.memory.InMemoryRoutes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway obeys what was signed for it, never anything older, also without a control plane. */
class RecordTest {

  private Rig rig;
  private Path folder;
  private Switchable store;

  @BeforeEach
  void build(@TempDir Path temporary) {
    folder = temporary;
    rig = new Rig(temporary);
    store = new Switchable(rig.store);
    rig.store = store;
    rig.hold = new HoldLimits(500, 16 << 20, Duration.ofMillis(400), 32);
  }

  @AfterEach
  void end() {
    rig.close();
  }

  /** A store that can be away, or tell something else. */
  private static final class Switchable implements RouteStore {
    private final RouteStore real;
    volatile boolean away;
    volatile String lie = "";
    final List<Long> renewals = new CopyOnWriteArrayList<>();

    Switchable(RouteStore real) {
      this.real = real;
    }

    @Override
    public void prepare() {}

    @Override
    public Optional<String> read(String group) {
      return real.read(group);
    }

    @Override
    public Optional<String> renew(String group, Beat beat) {
      renewals.add(System.nanoTime());
      if (away) {
        throw dev.crossfade.testkit.fault.FaultyCalls.unreachable("store").raise();
      }
      Optional<String> told = real.renew(group, beat);
      return lie.isEmpty() ? told : Optional.of(lie);
    }

    @Override
    public Published publish(String note) {
      return real.publish(note);
    }

    @Override
    public void await(String group, long epoch, Duration longest) {
      real.await(group, epoch, longest);
    }

    @Override
    public List<dev.crossfade.core.traffic.GatewaySign> gateways(String group) {
      return real.gateways(group);
    }

    @Override
    public void leave(String group, String gateway) {
      real.leave(group, gateway);
    }

    @Override
    public void close() {}
  }

  @Test
  void without_the_store_reads_go_on_and_writes_wait_until_it_is_back() {
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(100));
    store.away = true;
    assertThat(rig.post(gateway, "/w", "at once").statusCode()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(5)).until(() -> !gateway.routing().fresh());

    assertThat(rig.get(gateway, "/r").body()).isEqualTo("new ");
    assertThat(rig.post(gateway, "/w", "x").body()).contains("CF-8020");
    store.away = false;
    await().until(() -> gateway.routing().fresh());
    assertThat(rig.post(gateway, "/w", "y").statusCode()).isEqualTo(200);
  }

  @Test
  void a_restart_without_the_store_serves_on_by_the_last_record() {
    Gateway first = rig.start("same");
    rig.obeyed(state -> state.share(100));
    first.close();
    store.away = true;

    Gateway second = rig.start("same");

    assertThat(second.routing().record().epoch()).isEqualTo(2);
    assertThat(rig.get(second, "/r").body()).isEqualTo("new ");
    assertThat(rig.post(second, "/w", "x").statusCode()).isEqualTo(503);
  }

  @Test
  void a_restart_does_not_begin_a_hold_again() {
    Gateway first = rig.start("same");
    rig.publish(state -> state.held(new Hold("h", Duration.ofMillis(600))));
    await().until(() -> first.routing().record().epoch() == 2);
    first.close();
    await().during(Duration.ofMillis(600)).until(() -> true);

    Gateway second = rig.start("same");

    assertThat(rig.post(second, "/w", "x").statusCode()).isEqualTo(200);
  }

  @Test
  void a_restart_goes_on_with_a_hold_that_has_not_run_out() {
    Gateway first = rig.start("same");
    rig.publish(state -> state.held(new Hold("h", Duration.ofSeconds(20))));
    await().until(() -> first.routing().record().epoch() == 2);
    first.close();

    Gateway second = rig.start("same");

    assertThat(rig.post(second, "/w", "x").body()).contains("CF-8020");
    assertThat(second.routing().settled()).isEqualTo(2);
  }

  @Test
  void one_that_was_killed_is_waited_for_though_it_was_started_anew() {
    rig.start("same");
    rig.start("other").close();
    Gateway anew = rig.start("same");
    rig.publish(state -> state.held(new Hold("h", Duration.ofSeconds(20))));

    await().until(() -> anew.routing().settled() == 2);
    assertThat(store.gateways("test"))
        .hasSize(2)
        .allMatch(sign -> sign.gateway().startsWith("same@"));
  }

  /** A hold that ran out stays in the record for as long as nobody tidies up. */
  @Test
  void a_record_that_is_never_obeyed_completely_is_not_renewed_eagerly_for_ever() {
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.held(new Hold("h", Duration.ofMillis(600))));
    await().until(() -> gateway.routing().settled() < 2);

    await().atMost(Duration.ofSeconds(10)).until(this::calm);

    assertThat(gateway.routing().fresh()).isTrue();
    rig.obeyed(RouteState::released);
    assertThat(rig.post(gateway, "/w", "x").statusCode()).isEqualTo(200);
  }

  /** Whether the last ones were a good while apart. */
  private boolean calm() {
    List<Long> times = List.copyOf(store.renewals);
    int last = times.size() - 1;
    return last > 5
        && IntStream.range(last - 4, last)
            .allMatch(i -> times.get(i + 1) - times.get(i) > 100_000_000);
  }

  @Test
  void what_somebody_else_signed_is_not_obeyed() {
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(0));
    RouteRecord forged = rig.record().with(Rig.ROUTE, RouteState.INITIAL.share(100), "thief");

    store.lie = RecordSeal.seal(forged, Rig.signer());

    await().until(() -> rig.metric(gateway, "records_refused_total") > 0);
    assertThat(gateway.routing().record().epoch()).isEqualTo(2);
    assertThat(rig.get(gateway, "/r").body()).isEqualTo("legacy ");
    await().atMost(Duration.ofSeconds(5)).until(() -> !gateway.routing().fresh());
  }

  @Test
  void what_is_older_or_altered_or_of_others_is_not_obeyed() {
    Gateway gateway = rig.start();
    rig.obeyed(state -> state.share(5));
    String old = store.read("test").orElseThrow();
    rig.obeyed(state -> state.share(50));
    RouteRecord other = new RouteRecord("others", 9, "x", rig.record().routes());
    List<String> lies =
        List.of(
            old,
            store.read("test").orElseThrow().replace("\"readsOnNew\":50", "\"readsOnNew\":51"),
            RecordSeal.seal(other, rig.signer),
            "nonsense");

    for (String lie : lies) {
      double before = rig.metric(gateway, "records_refused_total");
      store.lie = lie;
      await().until(() -> rig.metric(gateway, "records_refused_total") > before);
      assertThat(gateway.routing().record().epoch()).isEqualTo(3);
    }
  }

  @Test
  void a_store_that_forgot_everything_is_not_believed() {
    Gateway gateway = rig.start();
    rig.hold("h", Duration.ofSeconds(20));
    rig.obeyed(state -> state.writesTo(Side.NEW));
    RouteStore empty =
        new InMemoryRoutes(
            java.time.Clock.systemUTC(), new dev.crossfade.testkit.fault.ScriptedFaults());
    rig.store = empty;
    gateway.close();

    Gateway again = rig.bare("gateway-lost");
    assertThat(again.routing().record().epoch()).isZero();
    assertThat(rig.post(again, "/w", "x").statusCode()).isEqualTo(503);
    assertThat(rig.get(again, "/r").body()).isEqualTo("legacy ");
    assertThat(rig.legacy.writes()).isZero();
    Gateway kept = rig.bare(lastName());
    assertThat(kept.routing().record().route(Rig.ROUTE).writes()).isEqualTo(Side.NEW);
    assertThat(rig.post(kept, "/w", "x").statusCode()).isEqualTo(503);
    assertThat(rig.fresh.writes()).isZero();
  }

  @Test
  void writes_are_forwarded_once_there_is_a_first_record() {
    Gateway gateway = rig.bare("first");
    assertThat(rig.post(gateway, "/w", "x").statusCode()).isEqualTo(503);

    rig.init();

    await().until(() -> gateway.routing().fresh());
    assertThat(rig.post(gateway, "/w", "x").body()).isEqualTo("legacy x");
  }

  @Test
  void a_record_before_the_least_epoch_of_the_file_is_not_obeyed() {
    rig.init();
    rig.leastEpoch = 2;
    Gateway gateway = rig.bare("least");
    assertThat(gateway.routing().record().epoch()).isZero();
    assertThat(rig.post(gateway, "/w", "x").statusCode()).isEqualTo(503);

    rig.publish(state -> state.share(5));

    await().until(() -> gateway.routing().fresh());
    assertThat(rig.post(gateway, "/w", "x").statusCode()).isEqualTo(200);
  }

  @Test
  void a_gateway_with_other_routes_than_the_record_forwards_no_write() {
    rig.init();
    rig.rule =
        new RouteRule(
            "renamed",
            "/",
            Set.of(),
            Set.of(),
            List.of(),
            RouteRule.Mirroring.NONE,
            RouteRule.Fallback.LEGACY);
    Gateway gateway = rig.bare("other");
    await().until(() -> gateway.routing().fresh());
    assertThat(rig.get(gateway, "/r").body()).isEqualTo("legacy ");
    assertThat(rig.post(gateway, "/w", "x").statusCode()).isEqualTo(503);
    assertThat(rig.legacy.writes()).isZero();

    rig.init();

    await().until(() -> gateway.routing().fits());
    assertThat(rig.post(gateway, "/w", "x").statusCode()).isEqualTo(200);
  }

  private String lastName() {
    String[] names = folder.toFile().list((dir, name) -> name.matches("gateway-[0-9]+"));
    return names == null ? "" : names[0];
  }

  @Test
  void a_broken_record_on_disk_is_not_guessed_around() throws Exception {
    rig.start("same").close();
    rig.publish(state -> state.share(5));
    rig.start("same").close();
    Path file = folder.resolve("same").resolve("route-record");
    Files.writeString(file, Files.readString(file).replace("5", "6"));

    assertThatThrownBy(() -> rig.start("same"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("CF-8031");
  }
}
