package dev.crossfade.server.wiring;

import dev.crossfade.core.audit.RowStep;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Freshness;
import dev.crossfade.core.check.GateVerdict;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.engine.run.Gates;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.view.CheckHistoryView;
import dev.crossfade.server.view.CheckStatusView;
import dev.crossfade.server.view.DriftView;
import dev.crossfade.server.view.QuarantineView;
import dev.crossfade.server.view.ReturnView;
import dev.crossfade.server.view.Standing;
import dev.crossfade.server.view.StatusView;
import dev.crossfade.spi.check.CheckStore;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Acts;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TableHolds;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a migration's state from its target; needs neither the sources nor an active run. */
public final class StatusReader implements AutoCloseable {
  private final Path folder;
  private final MigrationSpec spec;
  private final TargetDatabase target;
  private final ControlStore control;

  private StatusReader(
      Path folder, MigrationSpec spec, TargetDatabase target, ControlStore control) {
    this.folder = folder;
    this.spec = spec;
    this.target = target;
    this.control = control;
  }

  /** Loads the folder and opens its target. */
  public static StatusReader open(Path folder, Map<String, String> environment) {
    return open(Specification.load(folder, environment), Duration.ZERO);
  }

  /**
   * The same of what came over the network.
   *
   * @param files reads the files of secrets, as far as they are released
   * @param patience how long a statement may take
   */
  public static StatusReader open(
      Path folder,
      Map<String, String> environment,
      Function<String, @Nullable String> files,
      Duration patience) {
    return open(Specification.load(folder, environment, files), patience);
  }

  private static StatusReader open(Specification specification, Duration patience) {
    TargetDatabase target = Targets.open(specification.spec(), specification.secrets(), patience);
    ControlStore control = Controls.open(specification.spec(), specification.secrets());
    return new StatusReader(specification.folder(), specification.spec(), target, control);
  }

  /** The state now. */
  public StatusView read(Instant now) {
    ProgressStore progress = target.progress();
    Map<String, EntityState> states = progress.entityStates();
    if (states.isEmpty()) {
      return StatusView.nothing(spec.name(), folder.toString(), now);
    }
    Map<String, StreamState> streams = new HashMap<>();
    Map<String, String> alarms = new HashMap<>();
    for (SourceSpec source : spec.sources()) {
      progress
          .fact(ProgressStore.ALARM_OF_SOURCE + source.name())
          .filter(why -> !why.isEmpty())
          .ifPresent(why -> alarms.put(source.name(), why));
      progress.streamState(source.name()).ifPresent(state -> streams.put(source.name(), state));
    }
    return new StatusView(
        spec.name(),
        folder.toString(),
        states,
        Gates.closed(progress, states),
        progress.backfill(),
        streams,
        target.quarantine().groups(),
        progress.latestVerdicts(),
        alarms,
        Stream.of(ProgressStore.TROUBLES, ProgressStore.DRIFT)
            .flatMap(fact -> progress.fact(fact).orElse("").lines())
            .toList(),
        standing(),
        ReturnView.of(target, spec.cutover(), now).orElse(null),
        now);
  }

  /** Targets of earlier versions have no journal. */
  private @Nullable Standing standing() {
    if (!control.prepared()) {
      return null;
    }
    Desk desk = new Desk(control.journal(), Clock.systemUTC(), Processes::draw, SignOffDemand.NONE);
    return new Standing(desk.read(spec.name()), control.leases().holder(spec.name()));
  }

  /** Rows of a group in quarantine; empty when there are none of these names. */
  private Optional<Selection> named(String group, @Nullable String row) {
    if (target.progress().entityStates().isEmpty()) {
      return Optional.empty();
    }
    return target.quarantine().groups().stream()
        .filter(each -> each.id().equals(group))
        .findFirst()
        .map(each -> Selection.of(each).row(row))
        .filter(what -> row == null || target.quarantine().count(what) > 0);
  }

  /** Some rows of a group in quarantine, oldest first; who is shown values is recorded. */
  public Optional<List<QuarantineItem>> parked(
      String group, @Nullable String row, int most, QuarantineView.Masking masking, String actor) {
    Optional<Selection> what = named(group, row);
    List<QuarantineItem> items = new ArrayList<>();
    what.ifPresent(
        rows -> {
          target.quarantine().page(rows, 0, most, items::add);
          if (masking == QuarantineView.Masking.SHOWN) {
            target.acts().reveal(rows, items.size(), actor, "shown by the server");
          }
        });
    return what.map(any -> items);
  }

  /** All parts of a replay; none when there is none of this number. */
  public List<Replay> replay(long act) {
    return target.progress().entityStates().isEmpty() ? List.of() : target.acts().parts(act);
  }

  /** Decides about rows of a group in quarantine; empty when there are none of these names. */
  public Optional<Act> decide(
      Act.Kind kind, String group, @Nullable String row, String actor, String reason) {
    Acts acts = target.acts();
    return named(group, row)
        .map(
            what ->
                switch (kind) {
                  case REPLAY -> {
                    AllLive.require(target);
                    yield acts.replay(what, List.of(), actor, reason);
                  }
                  case DISCARD -> acts.discard(what, actor, reason);
                  default -> throw new IllegalArgumentException(kind + " is no decision");
                });
  }

  /** All parts of each repair that is not over, the oldest first. */
  public List<List<Repair>> repairs() {
    if (target.progress().entityStates().isEmpty()) {
      return List.of();
    }
    return target.repairs().open().stream()
        .map(Repair::act)
        .distinct()
        .map(target.repairs()::parts)
        .toList();
  }

  /** All parts of a repair; none when there is none of this number. */
  public List<Repair> repair(long act) {
    return target.progress().entityStates().isEmpty() ? List.of() : target.repairs().parts(act);
  }

  /** In which ways tables are not what they were, as a run saw it last. */
  public DriftView drift() {
    TableHolds holds = target.holds();
    return new DriftView(
        spec.name(),
        target.progress().fact(ProgressStore.DRIFT).orElse("").lines().toList(),
        holds.all().stream()
            .map(each -> new DriftView.Held(each, holds.kept(each.source(), each.table())))
            .toList());
  }

  /**
   * Records that somebody answers for a check that keeps an entity from being published.
   *
   * @return the entity
   * @throws ProblemException when the check does not do that now
   */
  public String override(String node, String reason) {
    String actor = Processes.user();
    String entity = held(node);
    ControlPlace.require(control, target, spec.name());
    new Desk(control.journal(), Clock.systemUTC(), Processes::draw, SignOffDemand.NONE)
        .sign(spec.name(), new Command.Override(node, actor, reason), actor);
    return entity;
  }

  /**
   * The entity, or where a check is about none the entities, that it keeps from being published.
   *
   * @throws ProblemException when the check does not do that now
   */
  public String held(String node) {
    String about = PlannedChecks.of(spec).check(node).entity();
    Map<String, String> known = new TreeMap<>();
    (about.isEmpty() ? spec.entities().stream().map(EntitySpec::name) : Stream.of(about))
        .forEach(
            entity ->
                known.put(
                    entity,
                    target.progress().fact(ProgressStore.GATE_OF_ENTITY + entity).orElse("")));
    String why = known.getOrDefault(about, "");
    known.values().removeIf(each -> !GateVerdict.names(each, node));
    if (known.isEmpty()) {
      throw Problem.of(
              ServerProblem.GATE_NOT_CLOSED,
              "Check " + node + " keeps nothing from being published, and raises no trouble.",
              why.isEmpty()
                  ? "Nothing of it is held, and nothing of it fails."
                  : "Known is: " + why,
              "See what is held and why: crossfade check status " + folder)
          .raise();
    }
    return String.join(", ", known.keySet());
  }

  /** The latest result of every check, and what is held. */
  public CheckStatusView checks(Instant now) {
    Map<String, CheckStore.Latest> latest = target.checks().latest();
    List<CheckStatusView.Line> lines = new ArrayList<>();
    for (Check check : PlannedChecks.of(spec).checks()) {
      CheckStore.Latest found = latest.get(check.id());
      CheckResult result = found == null ? null : found.result();
      CheckState state = result == null ? null : Freshness.state(check, result, now);
      lines.add(new CheckStatusView.Line(check, result, state));
    }
    Map<String, String> held = Gates.closed(target.progress(), target.progress().entityStates());
    return new CheckStatusView(spec.name(), folder.toString(), held, lines, now);
  }

  /** What checks found before: runs, or (with a name) the results of one check. */
  public CheckHistoryView checkHistory(@Nullable String check, int most) {
    return new CheckHistoryView(
        spec.name(),
        check,
        check == null ? target.checks().runs(most) : List.of(),
        check == null ? List.of() : target.checks().history(check, most));
  }

  /** What is parked, of one entity or (null) of all. */
  public QuarantineView quarantine(
      @Nullable String entity, int limit, QuarantineView.Masking masking) {
    if (target.progress().entityStates().isEmpty()) {
      return new QuarantineView(spec.name(), List.of(), List.of(), List.of(), masking);
    }
    QuarantineStore store = target.quarantine();
    List<QuarantineItem> items = new ArrayList<>();
    for (String name : names(entity)) {
      items.addAll(store.list(name, limit));
    }
    if (masking == QuarantineView.Masking.SHOWN) {
      target
          .acts()
          .reveal(
              new Selection(entity, null, null, null),
              items.size(),
              Processes.user(),
              "listed on a terminal");
    }
    return new QuarantineView(
        spec.name(),
        store.groups().stream()
            .filter(group -> entity == null || group.entity().equals(entity))
            .toList(),
        items,
        target.acts().open(),
        masking);
  }

  /** Everything that loads did to one row, oldest first. */
  public List<RowStep> why(String entity, List<String> key) {
    return RowHistory.steps(history(target.records(), entity, key));
  }

  /**
   * The same, unless it takes too long.
   *
   * @throws dev.crossfade.core.problem.ProblemException when it has not ended by then
   */
  public List<RowStep> why(String entity, List<String> key, Duration most) {
    return RowHistory.steps(history(entity, key, most));
  }

  /** The same with what proves it. */
  public List<RowHistory.Done> history(String entity, List<String> key, Duration most) {
    return history(new BoundedRecords(target.records(), most), entity, key);
  }

  private List<RowHistory.Done> history(LoadRecords records, String entity, List<String> key) {
    EntityShape shape = RowKeys.keyed(spec, entity);
    Key row = RowKeys.key(shape, key);
    if (target.progress().entityStates().isEmpty()) {
      return List.of();
    }
    return new RowHistory(records, shape, row).all();
  }

  private List<String> names(@Nullable String entity) {
    if (entity == null) {
      return spec.entities().stream().map(EntitySpec::name).toList();
    }
    EntityNames.mustExist(spec, entity);
    return List.of(entity);
  }

  @Override
  public void close() {
    control.close();
    target.close();
  }
}
