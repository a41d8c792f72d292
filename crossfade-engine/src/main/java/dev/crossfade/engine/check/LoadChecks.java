package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.GateVerdict;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.ReferenceSpec;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks, of published entities to which changes were applied, what can be answered without reading
 * both sides: schema, nulls, keys, references. Beside the streams, by connections of its own. What
 * was applied is known from the records of loads, whoever applied it. One thread.
 */
public final class LoadChecks {

  private static final Set<CheckKind> ASKED =
      EnumSet.of(CheckKind.SCHEMA, CheckKind.NULLS, CheckKind.KEYS, CheckKind.REFERENCES);

  /** Asking takes at most this part of the time. */
  private static final int SHARE = 20;

  /** What is wrong for the first time is asked again after this part of the rest. */
  private static final int SOON = 6;

  private final CheckParties parties;
  private final CheckRunner runner;
  private final String mappingVersion;
  private final Duration rest;
  private final Supplier<List<CheckOverridden>> overridden;
  private final CheckGraph graph;
  private final Map<String, Watched> watched = new TreeMap<>();
  private String moment = "";
  private Instant restUntil = Instant.MIN;

  /**
   * @param rest how long an entity is left alone at least
   * @param overridden checks that somebody answers for
   */
  public LoadChecks(
      CheckParties parties,
      String mappingVersion,
      Duration rest,
      Supplier<List<CheckOverridden>> overridden) {
    this.parties = parties;
    this.runner = new CheckRunner(parties, CheckDesk.Depth.LIGHT);
    this.mappingVersion = mappingVersion;
    this.rest = rest;
    this.overridden = overridden;
    this.graph = PlannedChecks.of(parties.spec());
    for (String entity : parties.shapes().keySet()) {
      watched.put(entity, new Watched(entity, sources(parties.spec(), entity)));
    }
  }

  /** The entity, and those its rows refer to: what is done to these may break a reference, too. */
  private static Set<String> sources(MigrationSpec spec, String entity) {
    Set<String> all = new TreeSet<>(Set.of(entity));
    spec.checks().references().stream()
        .filter(each -> each.entity().equals(entity))
        .map(ReferenceSpec::to)
        .forEach(all::add);
    return all;
  }

  /** What is known of an entity. */
  private static final class Watched {
    private final String entity;
    private final Set<String> by;
    private boolean touched = true;
    private Instant due = Instant.MIN;
    private @Nullable CheckRun found;
    private int failures;
    private String why = "";
    private @Nullable String told;

    Watched(String entity, Set<String> by) {
      this.entity = entity;
      this.by = by;
    }

    boolean certain() {
      return failures > 1 && !why.isEmpty();
    }

    boolean due(Instant now) {
      return (touched || failures > 0) && !now.isBefore(due);
    }
  }

  /**
   * Asks about those of these entities whose turn has come; about each once at first, since nobody
   * knows what was applied before.
   *
   * @return why, by entity, some are not as they should be; found at least twice in a row, each
   *     time at several looks behind everything that was written before
   */
  public Map<String, String> look(Collection<String> entities) throws InterruptedException {
    touch();
    for (Watched each : inTurn(entities)) {
      recall(each);
      Instant now = parties.clock().instant();
      if (!now.isBefore(restUntil) && each.due(now) && settled(each)) {
        ask(each);
      }
    }
    for (Watched each : watched.values()) {
      if (each.found != null) {
        each.why = why(about(each.entity), each.found);
        tell(each);
      }
    }
    return watched.values().stream()
        .filter(Watched::certain)
        .collect(
            Collectors.toMap(each -> each.entity, each -> each.why, (a, b) -> a, TreeMap::new));
  }

  /** Who waits longest is the first: there may be no time for all. */
  private List<Watched> inTurn(Collection<String> entities) {
    return entities.stream()
        .map(watched::get)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(each -> each.due))
        .toList();
  }

  /** What was on record when we came fails until it is seen to pass. */
  private void recall(Watched each) {
    if (each.told == null) {
      String fact =
          parties.target().progress().fact(ProgressStore.GATE_OF_ENTITY + each.entity).orElse("");
      each.told = fact;
      boolean ours = about(each.entity).checks().stream().anyMatch(one -> fact.contains(one.id()));
      each.failures = ours ? 1 : 0;
    }
  }

  /** Rows that are held, or made again by other rules, are not meant to be there yet. */
  private boolean settled(Watched each) {
    return each.by.stream().allMatch(entity -> parties.verifier().hindrance(entity).isEmpty());
  }

  /** Of what is to be asked anyway nobody wants to know again whether it was written. */
  private void touch() {
    LoadRecords records = parties.target().records();
    String before = moment;
    String now = records.moment();
    if (!before.isEmpty()) {
      touch(records, before);
    }
    moment = now;
  }

  private void touch(LoadRecords records, String before) {
    Map<String, Boolean> written = new HashMap<>();
    for (Watched each : watched.values()) {
      each.touched =
          each.touched
              || each.by.stream()
                  .anyMatch(
                      entity ->
                          written.computeIfAbsent(
                              entity, name -> records.writtenSince(before, name) > 0));
    }
  }

  private void ask(Watched each) throws InterruptedException {
    Instant began = parties.clock().instant();
    try {
      CheckGraph asked = about(each.entity);
      String id = "load-" + each.entity + "-" + began;
      CheckRun run =
          runner.asked(id, CheckTrigger.LOAD, mappingVersion, asked, Map.of(), told -> {});
      record(run);
      keep(each, run, !why(asked, run).isEmpty());
    } finally {
      Instant ended = parties.clock().instant();
      restUntil = ended.plus(Duration.between(began, ended).multipliedBy(SHARE));
      each.due = ended.plus(each.failures == 1 ? rest.dividedBy(SOON) : rest);
    }
  }

  /** What could not be answered leaves what is known as it was, and is asked again. */
  private static void keep(Watched each, CheckRun run, boolean failed) {
    boolean answered =
        run.results().stream().noneMatch(result -> result.state() == CheckState.ERROR);
    each.touched = !answered;
    if (failed) {
      CheckRun before = each.failures == 0 ? null : each.found;
      each.failures = before == null || again(before, run) ? each.failures + 1 : 1;
      each.found = run;
    } else if (answered || each.failures == 0) {
      each.failures = 0;
      each.found = run;
    }
  }

  /** Whether what fails had failed before, with one of the same rows where rows are known. */
  private static boolean again(CheckRun before, CheckRun now) {
    return now.results().stream()
        .filter(LoadChecks::failed)
        .anyMatch(each -> again(before.byCheck().get(each.check()), each));
  }

  private static boolean again(@Nullable CheckResult before, CheckResult now) {
    return before != null
        && failed(before)
        && (before.keys().isEmpty()
            || now.keys().isEmpty()
            || !Collections.disjoint(before.keys(), now.keys()));
  }

  /** What is on record of an entity is what fails for certain. */
  private void tell(Watched each) {
    ProgressStore progress = parties.target().progress();
    String name = ProgressStore.GATE_OF_ENTITY + each.entity;
    String before = Objects.requireNonNullElse(each.told, "");
    String now = each.certain() ? each.why : "";
    if (!before.equals(now)) {
      progress.remember(name, now);
    }
    each.told = now;
  }

  private CheckGraph about(String entity) {
    return graph.only(
        graph.of(entity).stream()
            .filter(check -> ASKED.contains(check.kind()))
            .map(Check::id)
            .collect(Collectors.toSet()));
  }

  /** What could not be answered, or was not asked because of another, is not known to be wrong. */
  private String why(CheckGraph asked, CheckRun run) {
    Map<String, CheckResult> results = run.byCheck();
    Set<String> answeredFor =
        overridden.get().stream().map(CheckOverridden::check).collect(Collectors.toSet());
    List<Check> failed =
        asked.checks().stream().filter(check -> failed(results.get(check.id()))).toList();
    return GateVerdict.why(failed, results, answeredFor);
  }

  private static boolean failed(@Nullable CheckResult result) {
    return result != null && result.state() == CheckState.FAILED;
  }

  /** What was found again and again is kept once. */
  private void record(CheckRun run) {
    boolean news =
        run.results().stream()
            .anyMatch(
                result ->
                    parties.target().checks().history(result.check(), 1).stream()
                        .noneMatch(last -> last.state() == result.state()));
    if (news) {
      runner.record(run);
    }
  }
}
