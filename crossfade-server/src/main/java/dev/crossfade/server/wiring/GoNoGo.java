package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.preflight.Preflight;
import dev.crossfade.engine.preflight.PreflightInputs;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.server.audit.KeyFile;
import dev.crossfade.server.report.Machine;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list that says go or no go, wherever the journal of a migration is. */
public final class GoNoGo {

  private GoNoGo() {}

  /** The key that signs route records, if there is one in this file; none is made. */
  static Optional<NoteSigner> signer(Path key) {
    return Files.exists(key)
        ? Optional.of(new KeyFile(key).signer(RouteSigning.NAME))
        : Optional.empty();
  }

  /**
   * Looks at everything that has to hold before clients of a migration of a server are moved.
   *
   * @param control the server's store
   * @param records opens the store of route records, which is the same
   * @param key file of the key that signs them
   * @param to the side that they would be moved to
   */
  public static Preflight.Result ofServer(
      Connected connected, ControlStore control, Supplier<RouteStore> records, Path key, Side to)
      throws InterruptedException {
    AllLive.require(connected.target());
    ControlPlace.require(control, connected.target(), connected.spec().name());
    try (BothStacks stacks = BothStacks.open(connected);
        RouteStore routes = records.get()) {
      return look(connected, stacks, control, routes, signer(key).map(NoteSigner::key), to);
    }
  }

  static Preflight.Result look(
      Connected connected,
      BothStacks stacks,
      ControlStore control,
      RouteStore routes,
      Optional<NoteKey> key,
      Side to)
      throws InterruptedException {
    @Nullable NoteKey signing = key.orElse(null);
    return Preflight.of(
        new PreflightInputs(
            connected.whole(),
            connected.plan().leftOut().stream()
                .collect(Collectors.toMap(LeftOut::entity, left -> left.why().what(), (a, b) -> a)),
            connected.compiled(),
            connected.target(),
            decided(connected, control),
            stacks.stacks(),
            routes,
            signing,
            Machine.version(),
            Clock.systemUTC(),
            Pause.REAL),
        to);
  }

  private static PreflightInputs.Control decided(Connected connected, ControlStore control) {
    String migration = connected.spec().name();
    Desk desk = new Desk(control.journal(), Clock.systemUTC(), Processes::draw, SignOffDemand.NONE);
    return new PreflightInputs.Control(
        () -> desk.read(migration),
        connected.demand(),
        () -> control.leases().holder(migration).filter(Holder::holds).map(Holder::owner),
        () -> control.journal().read(migration, 0));
  }
}
