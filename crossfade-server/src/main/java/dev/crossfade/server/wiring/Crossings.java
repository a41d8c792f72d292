package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.preflight.Preflight;
import dev.crossfade.engine.preflight.PreflightInputs;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything by which clients of a migration are looked after from outside: asked to be moved, kept
 * from that, and told about.
 */
public final class Crossings extends CrossingRecords {

  private final Connected connected;
  private final BothStacks stacks;
  private final Runnable closing;

  private Crossings(
      Connected connected, Path key, Records records, String actor, Runnable closing) {
    super(connected.spec(), connected.demand(), key, records, actor);
    this.connected = connected;
    this.stacks = BothStacks.open(connected);
    this.closing = closing;
  }

  /**
   * Opens everything that the folder names, and changes nothing.
   *
   * @param data folder in which the key is
   * @param key file of the key that signs route records; null for the one in that folder
   */
  public static Crossings open(
      Path folder, Path data, @Nullable Path key, Map<String, String> environment) {
    Connected connected = Connected.open(folder, environment);
    ControlStore control = connected.openControl();
    Crossings crossings =
        new Crossings(
            connected,
            RouteSigning.file(data, key),
            new Records(control, connected.openRoutes()),
            Processes.user(),
            () -> {
              try {
                control.close();
              } finally {
                connected.close();
              }
            });
    try {
      AllLive.require(connected.target());
      ControlPlace.require(crossings.control(), connected.target(), connected.spec().name());
      return crossings;
    } catch (RuntimeException e) {
      crossings.close();
      throw e;
    }
  }

  /**
   * Those of a server's migration. What is handed in is not closed with it, but the routes are.
   *
   * @param control the server's store
   * @param routes of that store
   * @param key file of the key that signs route records
   * @param actor who asks
   */
  public static Crossings ofServer(
      Connected connected, ControlStore control, RouteStore routes, Path key, String actor) {
    return new Crossings(connected, key, new Records(control, routes), actor, () -> {});
  }

  public TargetDatabase target() {
    return connected.target();
  }

  /** The databases of both stacks. */
  public PreflightInputs.Stacks stacks() {
    return stacks.stacks();
  }

  /** SHA-256 of the specification's canonical form. */
  public String specification() {
    return connected.contentHash();
  }

  /** Version of the mappings. */
  public String mappings() {
    return connected.compiled().version();
  }

  /** What a completed migration left in the databases of both stacks. */
  public Leftovers leftovers(Leftovers.Extent extent) {
    return new Leftovers(connected, stacks(), control(), extent);
  }

  /** Looks at everything that has to hold before clients are moved to a side. */
  public Preflight.Result preflight(Side to) throws InterruptedException {
    return GoNoGo.look(connected, stacks, control(), routes(), signer().map(NoteSigner::key), to);
  }

  @Override
  public Collection<Fence> fences(Side side) {
    return side == Side.NEW ? List.of(stacks().target()) : stacks().fences().values();
  }

  @Override
  public void close() {
    try {
      stacks.close();
      super.close();
    } finally {
      closing.run();
    }
  }
}
