package dev.crossfade.server.wiring;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What waits for people because both stacks have something to say about a row: writes that passed a
 * fence, and rows of the target that could not be brought back.
 */
public final class ConflictDesk implements AutoCloseable {

  /** Nobody looks at more of them one by one. */
  private static final int MOST = 10_000;

  /** No sentence has more names. */
  private static final int NAMED = 3;

  private final Specification specification;
  private final TargetDatabase target;
  private final Map<String, LegacyDatabase> legacy = new TreeMap<>();

  private ConflictDesk(Specification specification, TargetDatabase target) {
    this.specification = specification;
    this.target = target;
    MigrationSpec spec = specification.spec();
    for (SourceSpec source : spec.sources()) {
      if (!Sources.tables(spec, source.name()).isEmpty()) {
        SourceSettings login = Sources.settings(spec.name(), source, specification.secrets());
        legacy.put(source.name(), LegacyDatabases.open(login));
      }
    }
  }

  /** Opens what the folder names, and changes nothing. Nothing is connected before it is used. */
  public static ConflictDesk open(Path folder, Map<String, String> environment) {
    return open(Specification.load(folder, environment), Duration.ZERO);
  }

  /**
   * The same of what came over the network.
   *
   * @param files reads the files of secrets, as far as they are released
   * @param patience how long a statement of the target may take
   */
  public static ConflictDesk open(
      Path folder,
      Map<String, String> environment,
      Function<String, @Nullable String> files,
      Duration patience) {
    return open(Specification.load(folder, environment, files), patience);
  }

  private static ConflictDesk open(Specification specification, Duration patience) {
    return new ConflictDesk(
        specification, Targets.open(specification.spec(), specification.secrets(), patience));
  }

  /** Name of the migration. */
  public String migration() {
    return specification.spec().name();
  }

  /** What waits, by source, oldest first; 10,000 of each source and kind at most. */
  public List<Conflict> list() {
    List<Conflict> all = new ArrayList<>();
    if (target.progress().entityStates().isEmpty()) {
      return all;
    }
    target.strays().list(MOST).forEach(item -> all.add(Conflict.of(item)));
    legacy.forEach(
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
        .orElseThrow(() -> unknown(List.of(id)));
  }

  /** Why nothing was settled of what is called like this. */
  public ProblemException unknown(List<String> ids) {
    String some = String.join(" or ", ids.subList(0, Math.min(NAMED, ids.size())));
    return Problem.of(
            ServerProblem.GROUP_UNKNOWN,
            "Nothing of "
                + migration()
                + " that waits is called "
                + some
                + (ids.size() > NAMED ? " or like any other that was named." : "."),
            "It may have been settled by now.",
            "crossfade conflicts list shows everything that waits.")
        .raise();
  }

  /** Whether the sources take the writes. */
  public boolean forward() {
    return Direction.of(target.progress().fact(ProgressStore.DIRECTION)).way()
        == Direction.Way.FORWARD;
  }

  /** The same for who is at this machine. */
  public long settle(List<Conflict> conflicts, String reason) {
    return settle(conflicts, Processes.user(), reason);
  }

  /**
   * Settles what waits, on record with who and why: first what is remembered, then what is
   * forgotten, so that nothing is forgotten that is not remembered.
   *
   * @return how many of them waited still
   */
  public long settle(List<Conflict> conflicts, String actor, String reason) {
    Map<String, Set<Unrestored>> waiting = new TreeMap<>();
    long settled =
        conflicts.stream().filter(each -> settle(each, waiting, actor, reason).isPresent()).count();
    tell();
    return settled;
  }

  private Optional<Act> settle(
      Conflict conflict, Map<String, Set<Unrestored>> waiting, String actor, String reason) {
    return conflict.item() instanceof StrayItem item
        ? target.strays().settle(item.id(), actor, reason)
        : forget(conflict, waiting, actor, reason);
  }

  /** What waits in a source is asked for once, however many of its rows are settled. */
  private Optional<Act> forget(
      Conflict conflict, Map<String, Set<Unrestored>> waiting, String actor, String reason) {
    LegacyDatabase database = legacy.get(conflict.source());
    Unrestored row = (Unrestored) conflict.item();
    if (database == null
        || !waiting
            .computeIfAbsent(conflict.source(), source -> new HashSet<>(database.unrestored(MOST)))
            .remove(row)) {
      return Optional.empty();
    }
    Selection what = new Selection(row.entity(), row.code(), conflict.source(), row.key());
    Act act = target.acts().settle(what, actor, reason);
    database.settle(row);
    return Optional.of(act);
  }

  /** Brings it into the audit log, if that is here; else whoever keeps it does. */
  private void tell() {
    try (ControlStore control = Controls.open(specification.spec(), specification.secrets())) {
      ControlPlace.tell(control, target);
    }
  }

  @Override
  public void close() {
    legacy.values().forEach(LegacyDatabase::close);
    target.close();
  }
}
