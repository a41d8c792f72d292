package dev.crossfade.server.wiring;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.view.Conflict;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What waits for people because both stacks have something to say about a row: writes that passed a
 * fence, and rows of the target that could not be brought back.
 */
public final class ConflictDesk implements AutoCloseable {

  /** Nobody looks at more of them one by one. */
  private static final int MOST = 10_000;

  private final Connected connected;
  private final TargetDatabase target;
  private final BothStacks stacks;

  private ConflictDesk(Connected connected, BothStacks stacks) {
    this.connected = connected;
    this.target = connected.target();
    this.stacks = stacks;
  }

  /** Opens everything that the folder names, and changes nothing. */
  public static ConflictDesk open(Path folder, Map<String, String> environment) {
    Connected connected = Connected.open(folder, environment);
    try {
      return new ConflictDesk(connected, BothStacks.open(connected));
    } catch (RuntimeException e) {
      connected.close();
      throw e;
    }
  }

  /** Name of the migration. */
  public String migration() {
    return connected.spec().name();
  }

  /** What waits, by source, oldest first; 10,000 of each source and kind at most. */
  public List<Conflict> list() {
    List<Conflict> all = new ArrayList<>();
    target.strays().list(MOST).forEach(item -> all.add(Conflict.of(item)));
    new TreeMap<>(legacy())
        .forEach(
            (source, database) ->
                database.unrestored(MOST).forEach(row -> all.add(Conflict.of(source, row))));
    return all;
  }

  /**
   * The one with this id.
   *
   * @throws dev.crossfade.core.problem.ProblemException when none of this id waits
   */
  public Conflict one(String id) {
    return list().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        ServerProblem.GROUP_UNKNOWN,
                        "Nothing of " + migration() + " that waits is called " + id + ".",
                        "It may have been settled by now.",
                        "crossfade conflicts list shows everything that waits.")
                    .raise());
  }

  /** Whether the sources take the writes. */
  public boolean forward() {
    return Direction.of(target.progress().fact(ProgressStore.DIRECTION)).way()
        == Direction.Way.FORWARD;
  }

  /**
   * Settles what waits, on record with who and why: first what is remembered, then what is
   * forgotten, so that nothing is forgotten that is not remembered.
   *
   * @return how many of them waited still
   */
  public long settle(List<Conflict> conflicts, String reason) {
    long settled = conflicts.stream().filter(each -> settle(each, reason).isPresent()).count();
    tell();
    return settled;
  }

  private Optional<Act> settle(Conflict conflict, String reason) {
    return conflict.item() instanceof StrayItem item
        ? target.strays().settle(item.id(), Processes.user(), reason)
        : forget(conflict, reason);
  }

  private Optional<Act> forget(Conflict conflict, String reason) {
    LegacyDatabase database = legacy().get(conflict.source());
    Unrestored row = (Unrestored) conflict.item();
    if (database == null || !database.unrestored(MOST).contains(row)) {
      return Optional.empty();
    }
    Selection what = new Selection(row.entity(), row.code(), conflict.source(), row.key());
    Act act = target.acts().settle(what, Processes.user(), reason);
    database.settle(row);
    return Optional.of(act);
  }

  private Map<String, LegacyDatabase> legacy() {
    return stacks.stacks().legacy();
  }

  /** Brings it into the audit log, if that is here; else whoever keeps it does. */
  private void tell() {
    try (ControlStore control = connected.openControl()) {
      ControlPlace.tell(control, target);
    }
  }

  @Override
  public void close() {
    stacks.close();
    connected.close();
  }
}
