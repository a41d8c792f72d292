package dev.crossfade.engine.cutover;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.FaultyCalls;
import dev.crossfade.testkit.memory.InMemoryRoutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records may arrive long after whoever sent them has given up waiting. */
final class LateRoutes implements RouteStore {

  private final CrossingWorld world;
  private final InMemoryRoutes routes;
  private final List<String> underWay = new ArrayList<>();
  private RouteRecord inForce = RouteRecord.initial("all");

  LateRoutes(CrossingWorld world, InMemoryRoutes routes) {
    this.world = world;
    this.routes = routes;
  }

  RouteRecord inForce() {
    return inForce;
  }

  boolean nothing() {
    return underWay.isEmpty();
  }

  @Override
  public Published publish(String note) {
    if (world.fault("routes.send") != Fault.NONE) {
      underWay.add(note);
      world.trace("  under way: " + RecordSeal.peek(note).epoch());
      Problem problem = FaultyCalls.unreachable("routes.send");
      if (world.random.nextBoolean()) {
        throw problem.raise();
      }
      return new Published.Unknown(problem);
    }
    return arrived(note);
  }

  Published arrived(String note) {
    try {
      return routes.publish(note);
    } finally {
      note(note);
    }
  }

  private void note(String note) {
    RouteRecord record = RecordSeal.peek(note);
    boolean now = world.quietly(() -> routes.read("all")).filter(note::equals).isPresent();
    if (now && record.epoch() > inForce.epoch()) {
      Side side = record.route(CrossingWorld.ROUTE).writes();
      if (side != inForce.route(CrossingWorld.ROUTE).writes()) {
        world.turns.add(side);
        world.seen.add("to " + side);
      }
      inForce = record;
      world.trace("  record " + record);
    }
  }

  void arriveOne() {
    if (!underWay.isEmpty()) {
      String note = underWay.remove(world.random.nextInt(underWay.size()));
      try {
        world.seen.add("late " + arrived(note).getClass().getSimpleName());
      } catch (RuntimeException e) {
        world.trace("  lost for good");
      }
    }
  }

  void arriveAll() {
    while (!underWay.isEmpty()) {
      arriveOne();
    }
  }

  @Override
  public void prepare() {
    routes.prepare();
  }

  @Override
  public Optional<String> read(String group) {
    return routes.read(group);
  }

  @Override
  public Optional<String> renew(String group, Beat beat) {
    return routes.renew(group, beat);
  }

  @Override
  public void await(String group, long epoch, Duration longest) {}

  @Override
  public List<GatewaySign> gateways(String group) {
    return routes.gateways(group);
  }

  @Override
  public void leave(String group, String gateway) {
    routes.leave(group, gateway);
  }

  @Override
  public void close() {
    routes.close();
  }
}
