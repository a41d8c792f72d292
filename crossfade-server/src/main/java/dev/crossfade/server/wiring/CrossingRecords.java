package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is on record about moves of a migration's clients, and what changes that. */
public abstract class CrossingRecords implements AutoCloseable {

  private final MigrationSpec spec;
  private final Path key;
  private final ControlStore control;
  private final RouteStore routes;
  private final Desk desk;
  private final String actor;

  /**
   * @param demand who has to agree before a gate opens
   * @param key file of the key that signs route records
   * @param records where all of it is; the routes are closed with this
   * @param actor who asks
   */
  CrossingRecords(
      MigrationSpec spec, SignOffDemand demand, Path key, Records records, String actor) {
    this.spec = spec;
    this.key = key;
    this.control = records.control();
    this.routes = records.routes();
    this.desk = new Desk(control.journal(), Clock.systemUTC(), Processes::draw, demand);
    this.actor = actor;
  }

  /**
   * Where it is on record who moves clients where.
   *
   * @param control has the journal
   * @param routes has the records that say which side takes writes
   */
  record Records(ControlStore control, RouteStore routes) {}

  public final String migration() {
    return spec.name();
  }

  public final MigrationSpec spec() {
    return spec;
  }

  public final RouteStore routes() {
    return routes;
  }

  /** The group whose record says which side takes the writes. */
  public final String group() {
    return spec.traffic().group(migration());
  }

  /** The key that signs route records, if there is one; none is made. */
  public final Optional<NoteSigner> signer() {
    return GoNoGo.signer(key);
  }

  /**
   * The same for who cannot do without it.
   *
   * @throws dev.crossfade.core.problem.ProblemException when there is none
   */
  public final NoteSigner mustSign() {
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
  public final MigrationState state() {
    return desk.read(migration());
  }

  /** Everything that was decided. */
  public final List<JournalEntry> journal() {
    return journal(0);
  }

  /** The same behind a version. */
  public final List<JournalEntry> journal(long after) {
    return control.journal().read(migration(), after);
  }

  /** Who carries it out now, if anybody does. */
  public final Optional<String> owner() {
    return control.leases().holder(migration()).filter(Holder::holds).map(Holder::owner);
  }

  /** Asks whoever carries it out for something. */
  public final MigrationState ask(Trigger what) {
    return desk.ask(migration(), what, actor);
  }

  /** Keeps the way back open for longer. */
  public final MigrationState extend(int hours, String reason) {
    return desk.extend(migration(), hours, actor, reason);
  }

  /** Who asks. */
  public final String actor() {
    return actor;
  }

  final ControlStore control() {
    return control;
  }

  /** The fences of a side's databases. */
  public abstract Collection<Fence> fences(Side side);

  @Override
  public void close() {
    routes.close();
  }
}
