package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.drift.HeldGate;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.engine.replay.RepairKeys;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks for rows of production to be made right, and tells what became of that. */
public final class RepairDesk implements AutoCloseable {

  private static final long LOOK_MILLIS = 200;

  private final Connected connected;
  private final TargetDatabase target;

  private RepairDesk(Connected connected) {
    this.connected = connected;
    this.target = connected.target();
  }

  /** Opens everything that the folder names. */
  public static RepairDesk open(Path folder, Map<String, String> environment) {
    return new RepairDesk(Connected.open(folder, environment));
  }

  /** Of what is connected, which whoever opened it closes. */
  public static RepairDesk of(Connected connected) {
    return new RepairDesk(connected);
  }

  /** Name of the migration. */
  public String migration() {
    return connected.spec().name();
  }

  /** The rows in which the latest verdict about an entity found something wrong. */
  public List<String> differing(String entity) {
    keyed(entity);
    return target.progress().latestVerdicts().stream()
        .filter(verdict -> verdict.entity().equals(entity))
        .map(Verdict::mismatches)
        .flatMap(List::stream)
        .map(Mismatch::key)
        .distinct()
        .toList();
  }

  /** Keys as they are stored. */
  public List<String> keys(String entity, Collection<String> given) {
    if (given.isEmpty()) {
      return List.of();
    }
    TableSchema table = keyed(entity).get(0).mapping().entity();
    try {
      return RepairKeys.normal(table, given);
    } catch (IllegalArgumentException e) {
      throw refused(entity, e.getMessage() + ".", "crossfade verify names rows by their keys.");
    }
  }

  /** What feeds an entity that can be repaired. */
  private List<Numbered> numbered(String entity) {
    connected.mustHave(entity);
    List<Numbered> all =
        Mappings.known(connected.compiled(), target.progress(), new Corrections()).into(entity);
    if (all.isEmpty()) {
      throw refused(entity, "Nothing feeds it.", "crossfade status shows what is migrated.");
    }
    Optional<String> obstacle = RepairRequests.obstacle(all);
    if (obstacle.isPresent()) {
      throw refused(
          entity,
          "Nobody could tell which copies are missing: " + obstacle.get() + ".",
          "Load it again: abort the migration, drop its table, and migrate it under another name.");
    }
    return all;
  }

  /** The same of an entity whose rows can be named. */
  private List<Numbered> keyed(String entity) {
    List<Numbered> all = numbered(entity);
    if (all.get(0).appendOnly()) {
      throw refused(
          entity,
          "Its rows have no key by which some of them could be named.",
          "Have all rows compared: --all, or ALL.");
    }
    return all;
  }

  private static RuntimeException refused(String entity, String why, String fix) {
    return Problem.of(
            ServerProblem.NOT_REPAIRABLE, "Rows of " + entity + " cannot be repaired so.", why, fix)
        .raise();
  }

  /**
   * Asks for rows to be made right.
   *
   * @param keys of the only rows that are meant, as they are stored; empty for all rows
   */
  public Act ask(String entity, List<String> keys, String reason) {
    return ask(entity, keys, Processes.user(), reason);
  }

  /** The same in the name of somebody. */
  public Act ask(String entity, List<String> keys, String actor, String reason) {
    AllLive.require(target);
    new MappingsInUse(connected.compiled(), target.progress()).require();
    requireNotHeld(entity);
    Act act = new RepairRequests(target).ask(numbered(entity), keys, actor, reason);
    tell();
    return act;
  }

  /** What is kept would come after it, and is older. */
  private void requireNotHeld(String entity) {
    Mappings known = Mappings.known(connected.compiled(), target.progress(), new Corrections());
    HeldGate.before(entity, known, target)
        .ifPresent(
            held -> {
              throw refused(
                  entity,
                  "Table " + held.table() + " of " + held.source() + " is held.",
                  "Decide about it first: crossfade drift show.");
            });
  }

  /** Brings it into the audit log, if that is here; else whoever keeps it does. */
  private void tell() {
    try (ControlStore control = connected.openControl()) {
      ControlPlace.tell(control, target);
    }
  }

  /** Waits until a repair is over; how far it is. */
  public List<Repair> await(Act act, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    List<Repair> parts = target.repairs().parts(act.id());
    while (open(parts) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      parts = target.repairs().parts(act.id());
    }
    return parts;
  }

  private static boolean open(List<Repair> parts) {
    return parts.stream().anyMatch(part -> part.state() == Repair.State.OPEN);
  }

  /** Whether somebody may be there to carry it out. */
  public boolean mayBeFollowed() {
    return connected.mayBeFollowed();
  }

  @Override
  public void close() {
    connected.close();
  }
}
