package dev.crossfade.engine.preflight;

import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.compare.Basis;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.GateReport;
import dev.crossfade.core.cutover.PauseForecast;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffStanding;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.preflight.DataGates;
import dev.crossfade.core.preflight.DatabaseGates;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.preflight.ReturnGates;
import dev.crossfade.core.preflight.SafetyGates;
import dev.crossfade.core.preflight.StateGates;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.UnloggedCounts;
import dev.crossfade.engine.shadow.ShadowEvidence;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.WayBack;
import dev.crossfade.spi.check.ShadowStore;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.QuarantineGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The list that says go or no go, made from a running migration. It changes nothing, and what could
 * not be looked at does not pass.
 */
public final class Preflight {

  private final PreflightInputs inputs;
  private final CutoverSpec limits;
  private final MigrationState state;

  private Preflight(PreflightInputs inputs) {
    this.inputs = inputs;
    this.limits = inputs.spec().cutover();
    this.state = inputs.control().state().get();
  }

  /**
   * What was found.
   *
   * @param report every item
   * @param asked names of all items that have to pass
   * @param forecast of the pause
   */
  public record Result(GateReport report, Set<String> asked, PauseForecast forecast) {

    /** Whether clients may be moved. */
    public boolean go() {
      return report.go(asked);
    }

    /** The same although some items may not pass. */
    public boolean goDespite(Set<Item> items) {
      Set<String> passedOver = items.stream().map(Item::word).collect(Collectors.toSet());
      return !asked.isEmpty() && passedOver.containsAll(report.hindrances(asked));
    }

    /** Items that do not pass. */
    public List<Gate> hindrances() {
      return report.gates().stream().filter(gate -> gate.state() != Gate.State.PASS).toList();
    }
  }

  /**
   * Looks at everything that has to hold before clients are moved to a side.
   *
   * @throws dev.crossfade.core.problem.ProblemException when the journal cannot be read
   */
  public static Result of(PreflightInputs inputs, Side to) throws InterruptedException {
    return new Preflight(inputs).look(to);
  }

  private Result look(Side to) throws InterruptedException {
    Looks looks = new Looks();
    Trigger wanted = to == Side.NEW ? Trigger.CUT_OVER : Trigger.ROLL_BACK;
    looks.at(Item.PHASE.word(), () -> StateGates.phase(state.phase(), state.flags(), wanted));
    looks.at(Item.OWNER.word(), () -> StateGates.owner(inputs.control().owner().get()));
    TrafficLook traffic = new TrafficLook(inputs, to.other());
    traffic.look(looks);
    logs(looks, inputs.target().progress());
    if (to == Side.NEW) {
      data(looks);
      shadow(looks);
      looks.at(Item.RETURN.word(), () -> ReturnGates.capturable(inputs.stacks().capture().get()));
      looks.at(Item.SIGN_OFFS.word(), () -> StateGates.signOffs(agreed()));
      times(looks);
    } else {
      new ReturnLook(inputs).look(looks);
      returnVerdicts(looks);
    }
    looks.at(Item.STRAYS.word(), () -> StateGates.strays(inputs.target().strays().waiting()));
    quarantine(looks);
    back(looks);
    databases(looks, to);
    PauseForecast forecast = traffic.forecast(looks, leaving(to));
    return new Result(looks.report(), looks.asked(), forecast);
  }

  private Optional<SignOffStanding> agreed() {
    return SignOffStanding.before(
        state, inputs.control().demand(), inputs.clock().instant(), Phase.CUTOVER);
  }

  /** A way back is kept from nobody by the time of the week. */
  private void times(Looks looks) {
    Instant now = inputs.clock().instant();
    looks.at(Item.CHANGE_WINDOW.word(), () -> SafetyGates.changeWindow(limits.changeWindow(), now));
    looks.at(
        Item.REHEARSAL.word(),
        () ->
            SafetyGates.rehearsal(
                Rehearsed.last(inputs.control().journal().get()), now, limits.rehearsalDays()));
  }

  private void data(Looks looks) {
    ProgressStore progress = inputs.target().progress();
    Instant now = inputs.clock().instant();
    List<String> planned = inputs.spec().entities().stream().map(EntitySpec::name).toList();
    looks.at(
        Item.ENTITIES.word(),
        () -> StateGates.entities(progress.entityStates(), planned, inputs.left()));
    streams(looks, progress, now);
    verdicts(looks, progress, planned, now);
    looks.at(
        Item.CHECKS.word(),
        () ->
            DataGates.checks(
                PlannedChecks.of(inputs.spec()),
                latestChecks(),
                state.signOffs().overridden(),
                now,
                Duration.ofMinutes(limits.verificationAgeMinutes())));
    looks.at(
        Item.DRIFT.word(),
        () ->
            StateGates.lines(
                Item.DRIFT, lines(progress, ProgressStore.DRIFT), "crossfade drift list"));
    looks.at(
        Item.TROUBLES.word(),
        () ->
            StateGates.lines(
                Item.TROUBLES, lines(progress, ProgressStore.TROUBLES), "crossfade status"));
  }

  private void shadow(Looks looks) {
    if (!inputs.spec().shadow().empty()) {
      ShadowStore found = inputs.target().shadows();
      looks.at(
          Item.SHADOW.word(),
          () -> ShadowEvidence.gate(inputs.spec(), found, inputs.clock().instant()));
    }
  }

  private void logs(Looks looks, ProgressStore progress) {
    for (String source : inputs.stacks().fences().keySet().stream().sorted().toList()) {
      looks.at(
          Item.LOG.of(source),
          () ->
              DatabaseGates.log(
                  source, progress.fact(ProgressStore.ALARM_OF_SOURCE + source).orElse("")));
    }
  }

  private void streams(Looks looks, ProgressStore progress, Instant now) {
    Duration most = Duration.ofMillis(limits.maxLagMillis());
    for (String source : inputs.stacks().fences().keySet().stream().sorted().toList()) {
      looks.at(
          Item.STREAM.of(source),
          () ->
              DataGates.stream(
                  source,
                  progress.streamState(source).map(each -> each.markWrittenAt()).orElse(null),
                  now,
                  most));
    }
  }

  private void verdicts(Looks looks, ProgressStore progress, List<String> planned, Instant now) {
    looks.at(
        Item.SPECIFICATION.word(), () -> StateGates.specification(inputs.compiled().version()));
    Duration most = Duration.ofMinutes(limits.verificationAgeMinutes());
    for (String entity : planned) {
      looks.at(
          Item.VERIFICATION.of(entity),
          () ->
              DataGates.verification(
                  entity, verdict(progress, entity), basis(progress, entity), now, most));
    }
  }

  /** Rows are compared behind the fences anyway; what is known to differ does not get there. */
  private void returnVerdicts(Looks looks) {
    for (EntitySpec entity : inputs.spec().entities()) {
      looks.at(
          Item.VERIFICATION.of(entity.name()),
          () ->
              ReturnGates.verdict(
                  entity.name(), verdict(inputs.target().progress(), entity.name())));
    }
  }

  private Basis basis(ProgressStore progress, String entity) {
    return new Basis(version(entity), UnloggedCounts.of(entity, progress));
  }

  /** As verdicts have it: the versions of the entity's mappings. */
  private String version(String entity) {
    return inputs.compiled().mappings().stream()
        .filter(mapping -> mapping.entitySpec().name().equals(entity))
        .map(CompiledMapping::version)
        .collect(Collectors.joining("+"));
  }

  private static @Nullable Verdict verdict(ProgressStore progress, String entity) {
    return progress.latestVerdicts().stream()
        .filter(each -> each.entity().equals(entity))
        .findFirst()
        .orElse(null);
  }

  private Map<String, CheckResult> latestChecks() {
    Map<String, CheckResult> results = new HashMap<>();
    inputs
        .target()
        .checks()
        .latest()
        .forEach((check, found) -> results.put(check, found.by(inputs.compiled().version())));
    return results;
  }

  private static List<String> lines(ProgressStore progress, String fact) {
    return progress.fact(fact).orElse("").lines().filter(line -> !line.isBlank()).toList();
  }

  private void quarantine(Looks looks) {
    looks.at(
        Item.QUARANTINE.word(),
        () ->
            StateGates.quarantine(
                inputs.target().quarantine().groups().stream()
                    .mapToLong(QuarantineGroup::count)
                    .sum(),
                unrestored(),
                limits.maxParked()));
  }

  private long unrestored() {
    return inputs.stacks().legacy().values().stream().mapToLong(LegacyDatabase::waiting).sum();
  }

  private void back(Looks looks) {
    looks.at(
        Item.REVERSIBILITY.word(),
        () -> {
          List<WayBack> ways = WayBack.of(inputs.compiled());
          return DatabaseGates.reversibility(
              WayBack.lost(inputs.compiled()),
              ways.stream().flatMap(way -> way.refusals().stream()).toList());
        });
    inputs
        .stacks()
        .legacy()
        .forEach(
            (source, legacy) ->
                looks.at(
                    Item.WAY_BACK.of(source),
                    () ->
                        DatabaseGates.wayBack(
                            source, legacy.preflight(LegacyTables.of(inputs.compiled(), source)))));
  }

  private void databases(Looks looks, Side to) {
    Duration longest = Duration.ofSeconds(limits.maxTransactionSeconds());
    new TreeMap<>(inputs.stacks().fences())
        .forEach((name, fence) -> DatabaseLook.fence(looks, name, fence, longest));
    DatabaseLook.fence(looks, "target", inputs.stacks().target(), longest);
    if (to == Side.NEW) {
      DatabaseLook.keys(looks, "target", inputs.stacks().targetReady());
      RoomLook room = new RoomLook(inputs.clock(), limits.maxKeptLogMegabytes());
      new TreeMap<>(inputs.stacks().rooms()).forEach((name, each) -> room.look(looks, name, each));
    } else {
      inputs.stacks().ready().forEach((name, ready) -> DatabaseLook.keys(looks, name, ready));
    }
  }

  private Collection<Fence> leaving(Side to) {
    return to == Side.NEW ? inputs.stacks().fences().values() : List.of(inputs.stacks().target());
  }
}
