package dev.crossfade.testkit.memory;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Route records in memory; every call can fail. Thread-safe. */
public final class InMemoryRoutes implements RouteStore {

  private final Map<String, Kept> kept = new TreeMap<>();
  private final Map<String, Map<String, Heard>> heard = new TreeMap<>();
  private final Clock clock;
  private final FaultyCalls calls;

  public InMemoryRoutes(Clock clock, Faults faults) {
    this.clock = clock;
    this.calls = new FaultyCalls(faults);
  }

  private record Kept(String note, Instant heldSince) {}

  private record Heard(Beat beat, Instant at) {}

  @Override
  public void prepare() {
    calls.enter("routes.prepare");
  }

  @Override
  public synchronized Optional<String> read(String group) {
    calls.enter("routes.read");
    return Optional.ofNullable(kept.get(group)).map(Kept::note);
  }

  @Override
  public synchronized Optional<String> renew(String group, Beat beat) {
    calls.enter("routes.renew");
    heard
        .computeIfAbsent(group, name -> new TreeMap<>())
        .put(beat.gateway(), new Heard(beat, clock.instant()));
    return Optional.ofNullable(kept.get(group)).map(Kept::note);
  }

  @Override
  public Published publish(String note) {
    List<Published> result = new ArrayList<>();
    Outcome<Void> outcome = calls.commit("routes.publish", () -> result.add(write(note)));
    if (outcome instanceof Outcome.NotDone<Void> notDone) {
      throw notDone.why().raise();
    }
    return outcome instanceof Outcome.Unknown<Void> unknown
        ? new Published.Unknown(unknown.why())
        : result.get(0);
  }

  private synchronized Published write(String note) {
    RouteRecord next = RecordSeal.peek(note);
    Kept before = kept.get(next.group());
    RouteRecord now =
        before == null ? RouteRecord.initial(next.group()) : RecordSeal.peek(before.note());
    if (next.epoch() != now.epoch() + 1) {
      return new Published.Outrun(now.epoch());
    }
    Instant since = before == null ? clock.instant() : before.heldSince();
    Duration age = Duration.between(since, clock.instant());
    List<String> reasons = RouteRules.hindrances(now, next, age, signs(next.group()));
    if (!reasons.isEmpty()) {
      return new Published.Hindered(reasons);
    }
    boolean same = RouteRules.goesOnHolding(now, next);
    kept.put(next.group(), new Kept(note, same ? since : clock.instant()));
    notifyAll();
    return new Published.Written(next.epoch());
  }

  @Override
  public synchronized void await(String group, long epoch, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    long left = longest.toMillis();
    while (left > 0 && epoch(group) == epoch) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  private long epoch(String group) {
    Kept now = kept.get(group);
    return now == null ? 0 : RecordSeal.peek(now.note()).epoch();
  }

  @Override
  public synchronized List<GatewaySign> gateways(String group) {
    calls.enter("routes.gateways");
    return signs(group);
  }

  private List<GatewaySign> signs(String group) {
    return heard.getOrDefault(group, Map.of()).values().stream()
        .map(
            each ->
                new GatewaySign(
                    each.beat().gateway(),
                    each.beat().epoch(),
                    each.beat().settled(),
                    Duration.between(each.at(), clock.instant()),
                    each.beat().gone(),
                    each.beat().seen(),
                    each.beat().build()))
        .toList();
  }

  @Override
  public synchronized void leave(String group, String gateway) {
    calls.enter("routes.leave");
    heard.getOrDefault(group, new TreeMap<>()).remove(gateway);
  }

  @Override
  public void close() {}
}
