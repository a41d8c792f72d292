package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOff;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.SignOffStanding;
import dev.crossfade.core.phase.Signer;
import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** People who have to agree, and one who gives other specifications meanwhile. */
final class Signing {

  private final ControlWorld world;
  private final boolean wanted;
  private int drawn;

  /** By the specification that is in its place; another one may be announced in the journal. */
  private SignOffDemand demand;

  Signing(ControlWorld world, boolean wanted) {
    this.world = world;
    this.wanted = wanted;
    this.demand = wanted ? by("spec-0") : SignOffDemand.NONE;
  }

  private static SignOffDemand by(String specification) {
    return new SignOffDemand(1, Duration.ofHours(24), specification, List.of());
  }

  SignOffDemand demand() {
    return demand;
  }

  /** Whether people have agreed to what lies behind the gate, by the latest specification. */
  boolean agreed(MigrationState state, Phase gate) {
    String latest =
        state.signOffs().described().map(Event.Described::specification).orElse("spec-0");
    String basis = by(latest).basis(state, gate).hash();
    return !wanted
        || state
            .signOffs()
            .current()
            .filter(request -> request.gate() == gate && request.basis().equals(basis))
            .filter(request -> !request.signers().isEmpty())
            .isPresent();
  }

  void anything() {
    if (world.random.nextInt(4) == 0) {
      sign(new Command.Extend(1, "bob", "a quiet week"));
      return;
    } else if (!wanted) {
      return;
    }
    Optional<SignOff> open = world.checks.recorded().signOffs().current();
    switch (world.random.nextInt(8)) {
      case 0 -> describe(by("spec-" + ++drawn));
      case 1 -> open.ifPresent(this::revoke);
      case 2 -> request();
      case 3 -> sign(new Command.Override("contact/counts", "bob", "known"));
      default -> open.ifPresentOrElse(this::approve, this::request);
    }
  }

  /** Puts the specification in its place once it is on record. */
  private void describe(SignOffDemand next) {
    if (acted(world.desk(next), desk -> desk.describe(ControlWorld.NAME, "dora"))) {
      demand = next;
    }
  }

  private void request() {
    Phase phase = world.checks.recorded().phase();
    request(phase == Phase.LIVE && world.random.nextBoolean() ? Phase.CUTOVER : null);
  }

  private void request(@Nullable Phase gate) {
    Signer ann = new Signer("ann", null);
    sign(new Command.Request(ann, "s" + ++drawn, "ready", gate));
  }

  private void approve(SignOff request) {
    Signer bob = new Signer("bob", world.clock.instant());
    sign(new Command.Approve(bob, request.id(), request.basis(), "fine"));
  }

  private void revoke(SignOff request) {
    sign(new Command.Revoke(new Signer("bob", null), request.id(), "wait"));
  }

  private void sign(Command command) {
    acted(world.desk(demand), desk -> desk.sign(ControlWorld.NAME, command, "bob"));
  }

  private boolean acted(Desk desk, Function<Desk, MigrationState> act) {
    try {
      MigrationState state = act.apply(desk);
      world.trace(() -> "signing, version " + state.version());
      return true;
    } catch (ProblemException e) {
      world.trace(() -> "signing: " + e.problem().what());
      return false;
    }
  }

  /** Comes to an agreement when a gate is ahead. */
  void help(MigrationState state) {
    Optional<String> latest = state.signOffs().described().map(Event.Described::specification);
    if (latest.isPresent() && !latest.get().equals(demand.specification())) {
      describe(demand);
      return;
    }
    SignOffStanding.before(state, demand, world.clock.instant())
        .ifPresent(
            standing -> {
              if (standing.gate() == Phase.CUTOVER) {
                request(Phase.COMPLETED);
                return;
              }
              switch (standing.state()) {
                case WAITING -> approve(standing.request().orElseThrow());
                case SIGNED -> {}
                case NOT_REQUESTED, EXPIRED, VOID -> request(null);
              }
            });
  }
}
