package dev.crossfade.engine.check;

import dev.crossfade.core.check.Agenda;
import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.GateVerdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.publish.Admission;
import dev.crossfade.spi.check.StagingInquiry;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits entities of which what is in staging passes its checks. The others are looked at again
 * after a while, and as soon as somebody answers for a check; why they wait is kept in the target.
 * Keeps nothing that a restart would miss. One thread.
 */
public final class StagingGate implements Admission {

  private static final Logger LOG = LoggerFactory.getLogger(StagingGate.class);

  /** Looking takes at most this part of the time. */
  private static final int SHARE = 20;

  private final CheckParties parties;
  private final TargetDatabase target;
  private final String mappingVersion;
  private final Clock clock;
  private final Duration rest;
  private final Supplier<List<CheckOverridden>> overridden;
  private final StagedChecks checks;
  private final Map<String, String> told = new HashMap<>();
  private @Nullable Look last;
  private List<CheckResult> recorded = List.of();

  /** How long the last look has only waited. */
  private Duration waited = Duration.ZERO;

  /**
   * @param rest how long it waits at least before it looks again
   * @param overridden checks that somebody answers for
   */
  public StagingGate(
      CheckParties parties,
      String mappingVersion,
      Duration rest,
      Supplier<List<CheckOverridden>> overridden) {
    this.parties = parties;
    this.target = parties.target();
    this.mappingVersion = mappingVersion;
    this.clock = parties.clock();
    this.rest = rest;
    this.overridden = overridden;
    this.checks = new StagedChecks(parties.spec(), parties.shapes());
  }

  /** One look at staging. */
  private record Look(
      List<String> ready, List<CheckOverridden> overridden, Instant again, List<String> admitted) {

    boolean stands(List<String> now, List<CheckOverridden> by, Instant at) {
      return ready.equals(now) && overridden.equals(by) && at.isBefore(again);
    }
  }

  @Override
  public List<String> admitted(List<String> ready, Runnable follow) {
    List<CheckOverridden> by = overridden.get();
    Instant began = clock.instant();
    Look known = last;
    if (known != null && known.stands(ready, by, began)) {
      return known.admitted();
    }
    CheckGraph asked = checks.about(ready, live());
    Map<String, CheckResult> results;
    try {
      results = ask(asked, new TreeSet<>(ready), follow, overrides(by));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
    Instant ended = clock.instant();
    record(began, ended, asked.checks().stream().map(each -> results.get(each.id())).toList());
    List<String> admitted = new ArrayList<>();
    for (String entity : ready) {
      String why = GateVerdict.why(checks.of(entity, asked), results, overrides(by).keySet());
      tell(entity, why);
      if (why.isEmpty()) {
        admitted.add(entity);
      }
    }
    Duration share = Duration.between(began, ended).minus(waited).multipliedBy(SHARE);
    Instant again = ended.plus(share.compareTo(rest) > 0 ? share : rest);
    last = new Look(List.copyOf(ready), by, again, List.copyOf(admitted));
    return admitted;
  }

  private static Map<String, CheckOverridden> overrides(List<CheckOverridden> all) {
    Map<String, CheckOverridden> overrides = new TreeMap<>();
    all.forEach(each -> overrides.put(each.check(), each));
    return overrides;
  }

  private Set<String> live() {
    return target.progress().entityStates().entrySet().stream()
        .filter(each -> each.getValue() == EntityState.LIVE)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Map<String, CheckResult> ask(
      CheckGraph asked,
      Set<String> together,
      Runnable follow,
      Map<String, CheckOverridden> overrides)
      throws InterruptedException {
    Map<String, CheckResult> results = new TreeMap<>();
    Map<String, CheckResult> passing = new TreeMap<>();
    try (StagingInquiry staging = target.openStaging(parties.settings().limits())) {
      StagingDesk desk = new StagingDesk(parties, staging, together, follow);
      while (results.size() < asked.checks().size()) {
        Agenda agenda = Agenda.of(asked, passing, Set.of());
        agenda
            .skip()
            .forEach((id, why) -> put(CheckResult.skipped(id, why, clock.instant()), results));
        for (Check check : agenda.start()) {
          put(ask(desk, check, overrides), results);
        }
        results.forEach((id, result) -> passing.put(id, passing(result, overrides)));
      }
      waited = desk.waited();
    }
    return results;
  }

  private static void put(CheckResult result, Map<String, CheckResult> results) {
    results.put(result.check(), result);
  }

  private static CheckResult passing(CheckResult result, Map<String, CheckOverridden> overrides) {
    return overrides.containsKey(result.check()) ? result.as(CheckState.PASSED, "") : result;
  }

  private CheckResult ask(StagingDesk desk, Check check, Map<String, CheckOverridden> overrides)
      throws InterruptedException {
    Instant began = clock.instant();
    Finding found;
    try {
      found = desk.ask(check);
    } catch (ProblemException e) {
      found = Finding.error(e.problem().code().text() + " " + e.problem().what());
    } catch (IllegalArgumentException e) {
      // the answer is none of what a figure can be
      found = Finding.error(String.valueOf(e.getMessage()));
    }
    CheckResult result = found.result(check.id(), began, Duration.between(began, clock.instant()));
    CheckOverridden by = overrides.get(check.id());
    return by == null || result.state() == CheckState.PASSED
        ? result
        : result.as(result.state(), "overridden by " + by.by() + ": " + by.reason());
  }

  /** What was found again and again is kept once. */
  private void record(Instant began, Instant ended, List<CheckResult> results) {
    if (!said(results).equals(said(recorded))) {
      String id = "load-" + began;
      CheckRun run =
          new CheckRun(id, CheckTrigger.LOAD, mappingVersion, Map.of(), began, ended, results);
      target.checks().record(run);
      recorded = results;
    }
  }

  private static List<String> said(List<CheckResult> results) {
    return results.stream().map(each -> each.check() + each.state() + each.evidence()).toList();
  }

  private void tell(String entity, String why) {
    String name = ProgressStore.GATE_OF_ENTITY + entity;
    String before = told.computeIfAbsent(entity, any -> target.progress().fact(name).orElse(""));
    if (!before.equals(why)) {
      target.progress().remember(name, why);
      told.put(entity, why);
      LOG.info("gate: entity={} state={}", entity, why.isEmpty() ? "OPEN" : "CLOSED");
    }
  }
}
