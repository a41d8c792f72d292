package dev.crossfade.engine.cutover;

import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.traffic.Published;
import java.time.Duration;

/**
 * Somebody who switches the writes by hand, in two records, whoever is moving clients just then.
 */
final class ByHand {

  private static final String HOLD = "hand";

  private final CrossingWorld world;
  private int holds;

  ByHand(CrossingWorld world) {
    this.world = world;
  }

  /** Holds the writes, or sends them to the other side once he has, or lets them go again. */
  void act() {
    RouteState now = state();
    if (!holding(now)) {
      publish(now.held(new Hold(HOLD + ++holds, Duration.ofSeconds(9))));
    } else if (!publish(now.writesTo(now.writes().other())) && world.random.nextInt(4) == 0) {
      publish(now.released());
    } else if (state().hold() == null) {
      world.seen.add("switched by hand");
    }
  }

  /**
   * Gives up what he is at, and sends writes to the side that is open.
   *
   * @param over whether nobody moves clients just now
   */
  void comeToRest(boolean over) {
    RouteState now = state();
    Side open = now.writes().other();
    if (holding(now)) {
      publish(now.released());
    } else if (over && now.hold() == null && world.shop(open).open()) {
      publish(now.held(new Hold(HOLD + ++holds, Duration.ofSeconds(9))));
      gatewaysObey();
      publish(state().writesTo(open));
    }
  }

  /** The first tells them of the record, and the second that they go by it. */
  private void gatewaysObey() {
    world.gateways.forEach(ModelGateway::renew);
    world.gateways.forEach(ModelGateway::renew);
  }

  private static boolean holding(RouteState state) {
    Hold hold = state.hold();
    return hold != null && hold.name().startsWith(HOLD);
  }

  private RouteState state() {
    return world.late.inForce().route(CrossingWorld.ROUTE);
  }

  private boolean publish(RouteState next) {
    RouteRecord record = world.late.inForce().with(CrossingWorld.ROUTE, next, "anna");
    Published published =
        world.quietly(() -> world.late.arrived(RecordSeal.seal(record, world.signer)));
    return published instanceof Published.Written;
  }
}
