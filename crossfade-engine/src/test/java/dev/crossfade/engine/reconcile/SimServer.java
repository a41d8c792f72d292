package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.testkit.memory.InMemoryControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One process: its loop, its data plane, and its own idea of the time. */
final class SimServer {

  static final Duration TTL = Duration.ofSeconds(3);

  final String name;
  final ModelPlane plane;
  final Reconciler reconciler;

  /** By the specification that it has loaded. */
  final SignOffDemand demand;

  Instant due = Instant.MIN;
  Instant frozenUntil = Instant.MIN;
  boolean inCall;

  SimServer(ControlWorld world, String name, InMemoryControl control, Clock clock) {
    this.name = name;
    this.plane = new ModelPlane(world);
    this.demand = world.signing.demand();
    this.reconciler =
        new Reconciler(ControlWorld.NAME, name, control, plane, TTL, clock, world::draw, demand);
  }
}
