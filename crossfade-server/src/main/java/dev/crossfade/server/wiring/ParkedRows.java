package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows in quarantine of a migration, for who looks at them and decides about them. */
public final class ParkedRows implements AutoCloseable {

  private final MigrationSpec spec;
  private final TargetDatabase target;
  private final ControlStore control;

  ParkedRows(MigrationSpec spec, TargetDatabase target, ControlStore control) {
    this.spec = spec;
    this.target = target;
    this.control = control;
  }

  /** Loads the folder and opens its target. */
  public static ParkedRows open(Path folder, Map<String, String> environment) {
    Specification specification = Specification.load(folder, environment);
    TargetDatabase target = Targets.open(specification.spec(), specification.secrets());
    ControlStore control = Controls.open(specification.spec(), specification.secrets());
    return new ParkedRows(specification.spec(), target, control);
  }

  /** Name of the migration. */
  public String migration() {
    return spec.name();
  }

  /**
   * The rows of a group.
   *
   * @param id of the group; null for all groups
   * @param row source key of the only row that is meant; null for all rows
   */
  public Selection selection(@Nullable String id, @Nullable String row) {
    Selection what = (id == null ? Selection.ALL : Selection.of(group(id))).row(row);
    if (row != null && target.quarantine().count(what) == 0) {
      throw Problem.of(
              ServerProblem.GROUP_UNKNOWN,
              "No row in quarantine of " + spec.name() + " has this source key.",
              "Keys are written as quarantine shows them; the row may have left it by now.",
              "crossfade quarantine show --show-values tells the keys of a group's rows.")
          .raise();
    }
    return what;
  }

  /** The group with this id. */
  public QuarantineGroup group(String id) {
    return target.quarantine().groups().stream()
        .filter(group -> group.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.of(
                        ServerProblem.GROUP_UNKNOWN,
                        "No group of rows in quarantine of "
                            + spec.name()
                            + " is called "
                            + id
                            + ".",
                        "Groups are named by entity, code and column; this one may be empty by now.",
                        "crossfade quarantine list shows all groups.")
                    .raise());
  }

  /** The groups that they are of. */
  public List<QuarantineGroup> groups(Selection what) {
    return target.quarantine().groups().stream()
        .filter(group -> what.entity() == null || what.entity().equals(group.entity()))
        .filter(group -> what.code() == null || what.code().equals(group.code()))
        .filter(group -> what.column() == null || what.column().equals(group.column()))
        .toList();
  }

  /** How many rows are meant. */
  public long count(Selection what) {
    return target.quarantine().count(what);
  }

  /** Some of the rows that are meant, oldest first. */
  public List<QuarantineItem> sample(Selection what, int limit) {
    List<QuarantineItem> items = new ArrayList<>();
    target.quarantine().page(what, 0, limit, items::add);
    return items;
  }

  /** Replays that are not done. */
  public List<Replay> replays() {
    return target.acts().open();
  }

  /** Notes that values were shown. */
  public Act reveal(Selection what, long rows) {
    return told(target.acts().reveal(what, rows, Processes.user(), "shown on a terminal"));
  }

  /** Decides that rows will not be written. */
  public Act discard(Selection what, String reason) {
    return told(target.acts().discard(what, Processes.user(), reason));
  }

  /** Brings it into the audit log, if that is here; else whoever keeps it does. */
  Act told(Act act) {
    ControlPlace.tell(control, target);
    return act;
  }

  @Override
  public void close() {
    control.close();
    target.close();
  }
}
