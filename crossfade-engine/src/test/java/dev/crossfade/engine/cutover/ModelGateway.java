package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.spi.traffic.Beat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway that obeys the record as real ones do, without requests that take long. */
final class ModelGateway {

  private static final Duration GONE = Duration.ofSeconds(3);

  private final CrossingWorld world;
  private final String name;
  private final Map<String, Instant> begun = new HashMap<>();
  private RouteRecord record = RouteRecord.initial("all");
  private Instant renewed = Instant.MIN;

  ModelGateway(CrossingWorld world, String name) {
    this.world = world;
    this.name = name;
  }

  void renew() {
    try {
      Instant asked = world.clock.instant();
      Beat beat = new Beat(name, record.epoch(), record.epoch(), GONE, List.of());
      world.routes.renew("all", beat).ifPresent(note -> record = RecordSeal.peek(note));
      renewed = asked;
    } catch (ProblemException e) {
      world.trace("  " + name + " has no record");
    }
  }

  void write(long row) {
    RouteState state = record.route(CrossingWorld.ROUTE);
    boolean stale = renewed.plus(RouteRules.LEASE).isBefore(world.clock.instant());
    if (!stale && !held(state) && !world.store(state.writes(), row)) {
      world.failed++;
      world.trace("  " + name + " refused at " + state.writes());
    }
  }

  private boolean held(RouteState state) {
    Hold hold = state.hold();
    if (hold == null) {
      return false;
    }
    Instant since = begun.computeIfAbsent(hold.id(), id -> world.clock.instant());
    return since.plus(hold.limit()).isAfter(world.clock.instant());
  }
}
