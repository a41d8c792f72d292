package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.FaultyCalls;
import dev.crossfade.testkit.fault.SimulatedCrash;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The data plane as one simulated server has it; everything it calls can fail in every way. */
final class ModelPlane implements DataPlane {

  private final ControlWorld world;
  private final Outside outside;
  private final Set<String> underWay = new HashSet<>();
  private boolean streaming;
  private long streamEpoch;
  private int streamVisit;
  private int next;

  ModelPlane(ControlWorld world) {
    this.world = world;
    this.outside = world.outside;
  }

  @Override
  public void fence(long epoch) {
    enter("plane.fence");
    if (epoch > outside.epoch) {
      world.servers.forEach(server -> server.plane.died());
    }
    outside.fence(epoch);
  }

  @Override
  public Set<Flag> flags() {
    enter("plane.flags");
    return outside.gap() ? Set.of(Flag.GAP) : Set.of();
  }

  /** A call that may not get through. */
  private void enter(String call) {
    new FaultyCalls(world::fault).enter(call);
  }

  @Override
  public Optional<Outcome<String>> perform(Order order, long epoch) {
    Fault fault = world.fault("plane.perform");
    if (epoch < outside.epoch) {
      throw overtaken("perform");
    }
    world.checks.performs(order);
    underWay.add(order.id());
    return switch (fault) {
      case NONE -> ended(order, act(order, epoch));
      case NOT_DONE -> ended(order, Optional.of(new Outcome.NotDone<>(refusal())));
      case UNREACHABLE, REQUEST_LOST -> {
        maybeLater(order, epoch);
        yield unknown(order, fault);
      }
      case ACK_LOST -> {
        act(order, epoch);
        yield unknown(order, fault);
      }
      case CRASH_BEFORE -> throw new SimulatedCrash("plane.perform");
      case CRASH_AFTER -> {
        act(order, epoch);
        throw new SimulatedCrash("plane.perform");
      }
    };
  }

  private OvertakenException overtaken(String what) {
    world.seen.add(what + " refused by its epoch");
    return new OvertakenException(what);
  }

  private void maybeLater(Order order, long epoch) {
    if (world.random.nextBoolean()) {
      world.late.add(new LateOperation(order.id(), epoch, () -> act(order, epoch)));
    }
  }

  private Problem refusal() {
    Problem problem = FaultyCalls.unreachable("plane.perform");
    return world.random.nextInt(4) == 0
        ? Problem.of(EngineProblem.WRITE_REFUSED, problem.what(), "simulated", "look")
        : problem;
  }

  private Optional<Outcome<String>> ended(Order order, Optional<Outcome<String>> outcome) {
    if (outcome.isPresent()) {
      underWay.remove(order.id());
    }
    return outcome;
  }

  private Optional<Outcome<String>> unknown(Order order, Fault fault) {
    underWay.remove(order.id());
    world.checks.unknown(order.id());
    Problem problem = FaultyCalls.unreachable("plane.perform " + fault);
    if (fault == Fault.UNREACHABLE) {
      throw problem.raise();
    }
    return Optional.of(new Outcome.Unknown<>(problem));
  }

  private Optional<Outcome<String>> act(Order order, long epoch) {
    switch (order.kind()) {
      case PREPARE_TARGET, OPEN_LOG, ARM_RETURN -> outside.prepare(order, epoch);
      case RETIRE_RETURN, RETIRE_CAPTURE -> outside.prepare(order, epoch);
      case CROSS, CROSS_BACK -> outside.prepare(order, epoch);
      case START_CAPTURE -> outside.capture(order, epoch);
      case COPY_HISTORY -> {
        if (!outside.copy(order, epoch)) {
          return Optional.empty();
        }
      }
      case APPLY_HELD -> {
        if (!outside.caughtUp()) {
          return Optional.empty();
        }
        outside.heldApplied(order, epoch);
      }
      case PUBLISH -> outside.publish(order, epoch);
      case VERIFY -> outside.verified(order, epoch);
      case RELOAD -> outside.reload(order, epoch);
      case REST -> {
        streaming = false;
        world.settleAll(epoch);
        outside.rested(order, epoch);
      }
      case FOLLOW -> throw new IllegalStateException("streams are no step");
    }
    return Optional.of(new Outcome.Done<>(String.valueOf(outside.done.get(order.id()))));
  }

  @Override
  public Optional<Outcome<String>> probe(Order order, long epoch) {
    Fault fault = world.fault("plane.probe");
    if (epoch < outside.epoch) {
      throw overtaken("probe");
    }
    switch (fault) {
      case CRASH_BEFORE, CRASH_AFTER -> throw new SimulatedCrash("plane.probe");
      case UNREACHABLE, NOT_DONE -> throw FaultyCalls.unreachable("plane.probe").raise();
      case ACK_LOST, REQUEST_LOST -> {
        return Optional.of(new Outcome.Unknown<>(FaultyCalls.unreachable("plane.probe")));
      }
      case NONE -> world.settle(order.id(), epoch);
    }
    world.checks.probed(order.id());
    String result = outside.done.get(order.id());
    return Optional.of(
        result == null
            ? new Outcome.NotDone<>(FaultyCalls.unreachable("never arrived"))
            : new Outcome.Done<>(result));
  }

  @Override
  public Optional<Problem> follow(int visit, long epoch) {
    enter("plane.follow");
    if (epoch < outside.epoch) {
      throw overtaken("follow");
    }
    streaming = true;
    streamEpoch = epoch;
    streamVisit = visit;
    outside.broken |= world.raging() && world.random.nextInt(world.bursting() ? 8 : 200) == 0;
    if (outside.broken) {
      return Optional.of(
          Problem.of(EngineProblem.CAPTURE_FAILED, "capture failed", "simulated", "look"));
    }
    return Optional.empty();
  }

  /** What the stream's own thread does now and then. */
  void stream() {
    if (!streaming || outside.broken) {
      return;
    }
    Fault fault = world.fault("plane.apply");
    try {
      int count = 1 + world.random.nextInt(3);
      switch (fault) {
        case NONE -> {
          boolean applied = outside.apply(streamVisit, streamEpoch, next, count);
          next = outside.applied;
          world.trace(() -> "  stream applied=" + applied + " next=" + next);
        }
        case ACK_LOST -> outside.apply(streamVisit, streamEpoch, next, count);
        case CRASH_AFTER -> {
          outside.apply(streamVisit, streamEpoch, next, count);
          throw new SimulatedCrash("plane.apply");
        }
        case CRASH_BEFORE -> throw new SimulatedCrash("plane.apply");
        case NOT_DONE, UNREACHABLE, REQUEST_LOST -> {}
      }
    } catch (OvertakenException e) {
      world.seen.add("stream refused by its epoch");
      streaming = false;
    }
  }

  @Override
  public void letGo() {
    streaming = false;
    died();
  }

  /** What was under way here: nobody can say how it ended. */
  void died() {
    underWay.forEach(world.checks::unknown);
    underWay.clear();
  }
}
