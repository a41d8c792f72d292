package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.preflight.Preflight;
import dev.crossfade.engine.preflight.PreflightInputs;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything by which clients of a migration are looked after from outside: asked to be moved, kept
 * from that, and told about.
 */
public final class Crossings implements AutoCloseable {

  private final Connected connected;
  private final Path key;
  private final BothStacks stacks;
  private final ControlStore control;
  private final RouteStore routes;
  private final Desk desk;
  private final String actor;
  private final Runnable closing;

  private Crossings(
      Connected connected, Path key, Records records, String actor, Runnable closing) {
    this.connected = connected;
    this.key = key;
    this.stacks = BothStacks.open(connected);
    this.control = records.control();
    this.routes = records.routes();
    this.desk = new Desk(control.journal(), Clock.systemUTC(), Processes::draw, connected.demand());
    this.actor = actor;
    this.closing = closing;
  }

  /**
   * Where it is on record who moves clients where.
   *
   * @param control has the journal
   * @param routes has the records that say which side takes writes
   */
  private record Records(ControlStore control, RouteStore routes) {}

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
      ControlPlace.require(crossings.control, connected.target(), connected.spec().name());
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

  public String migration() {
    return connected.spec().name();
  }

  public MigrationSpec spec() {
    return connected.spec();
  }

  public TargetDatabase target() {
    return connected.target();
  }

  /** The databases of both stacks. */
  public PreflightInputs.Stacks stacks() {
    return stacks.stacks();
  }

  public RouteStore routes() {
    return routes;
  }

  /** SHA-256 of the specification's canonical form. */
  public String specification() {
    return connected.contentHash();
  }

  /** Version of the mappings. */
  public String mappings() {
    return connected.compiled().version();
  }

  /** The group whose record says which side takes the writes. */
  public String group() {
    return spec().traffic().group(migration());
  }

  /** The key that signs route records, if there is one; none is made. */
  public Optional<NoteSigner> signer() {
    return GoNoGo.signer(key);
  }

  /**
   * The same for who cannot do without it.
   *
   * @throws dev.crossfade.core.problem.ProblemException when there is none
   */
  public NoteSigner mustSign() {
    return signer()
        .orElseThrow(
            () ->
                Problem.of(
                        ServerProblem.AUDIT_KEY_UNUSABLE,
                        "There is no key of route records in " + key + ".",
                        "Whoever changes which side takes writes signs that.",
                        "Name the key of the run or server: --route-key FILE")
                    .raise());
  }

  /** What is on record. */
  public MigrationState state() {
    return desk.read(migration());
  }

  /** Everything that was decided. */
  public List<JournalEntry> journal() {
    return journal(0);
  }

  /** The same behind a version. */
  public List<JournalEntry> journal(long after) {
    return control.journal().read(migration(), after);
  }

  /** Who carries it out now, if anybody does. */
  public Optional<String> owner() {
    return control.leases().holder(migration()).filter(Holder::holds).map(Holder::owner);
  }

  /** Asks whoever carries it out for something. */
  public MigrationState ask(Trigger what) {
    return desk.ask(migration(), what, actor);
  }

  /** Keeps the way back open for longer. */
  public MigrationState extend(int hours, String reason) {
    return desk.extend(migration(), hours, actor, reason);
  }

  /** What a completed migration left in the databases of both stacks. */
  public Leftovers leftovers(Leftovers.Extent extent) {
    return new Leftovers(connected, stacks(), control, extent);
  }

  /** Who asks. */
  public String actor() {
    return actor;
  }

  /** Looks at everything that has to hold before clients are moved to a side. */
  public Preflight.Result preflight(Side to) throws InterruptedException {
    return GoNoGo.look(connected, stacks, control, routes, signer().map(NoteSigner::key), to);
  }

  @Override
  public void close() {
    try {
      stacks.close();
      routes.close();
    } finally {
      closing.run();
    }
  }
}
