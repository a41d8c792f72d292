package dev.crossfade.server.cutover;

import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.Certificate;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.audit.MigrationAudit;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceStop;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the latest crossing rested on: positions, verdicts, checks, canary, who
 * agreed, hashes, times, and the audit log as of then.
 */
public final class Certificates {

  private final Crossings crossings;

  /** For one migration. */
  public Certificates(Crossings crossings) {
    this.crossings = crossings;
  }

  /**
   * That of the latest crossing, signed.
   *
   * @throws dev.crossfade.core.problem.ProblemException when nobody was moved yet
   */
  public SignedNote sign(MigrationAudit audit, Instant now) {
    String crossing =
        crossings
            .target()
            .progress()
            .fact(ProgressStore.CROSSING)
            .filter(text -> !text.isEmpty())
            .orElseThrow(this::none);
    return audit.certify(checkpoint -> Certificate.text(content(crossing, checkpoint, now)));
  }

  private RuntimeException none() {
    return Problem.of(
            ServerProblem.NO_CERTIFICATE,
            "There is no certificate of " + crossings.migration() + ".",
            "Nobody has moved its clients yet.",
            "crossfade cutover execute")
        .raise();
  }

  private Map<String, @Nullable Object> content(String crossing, String checkpoint, Instant now) {
    Map<String, @Nullable Object> content = new TreeMap<>();
    content.put("migration", crossings.migration());
    content.put("madeAt", now.toString());
    content.put("specification", crossings.specification());
    content.put("mappings", crossings.mappings());
    content.put("crossing", JsonText.object(crossing));
    content.put(
        "direction", crossings.target().progress().fact(ProgressStore.DIRECTION).orElse(""));
    content.put(
        "window", crossings.target().progress().fact(ProgressStore.ROLLBACK_WINDOW).orElse(""));
    content.put("record", crossings.routes().read(crossings.group()).orElse(""));
    content.put("stops", stops());
    content.put("verdicts", verdicts());
    content.put("checks", checks());
    content.put("decisions", decisions());
    content.put("checkpoint", checkpoint);
    return content;
  }

  private List<Object> stops() {
    Map<String, Fence> all = new TreeMap<>(crossings.stacks().fences());
    all.put("target", crossings.stacks().target());
    List<Object> stops = new ArrayList<>();
    all.forEach(
        (name, fence) -> fence.state().stop().ifPresent(stop -> stops.add(stop(name, stop))));
    return stops;
  }

  private static Map<String, Object> stop(String name, FenceStop stop) {
    return Map.of(
        "database", name,
        "epoch", stop.epoch(),
        "mark", stop.mark().number(),
        "at", stop.mark().writtenAt().toString(),
        "log", stop.log());
  }

  private List<Object> verdicts() {
    List<Object> verdicts = new ArrayList<>();
    crossings.target().progress().latestVerdicts().stream()
        .sorted(Comparator.comparing(Verdict::entity))
        .forEach(verdict -> verdicts.add(verdict(verdict)));
    return verdicts;
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("entity", verdict.entity());
    map.put("result", verdict.result().name());
    map.put("rows", verdict.rowsCompared());
    map.put("parked", verdict.parked());
    map.put("discarded", verdict.discarded());
    map.put("asOf", new TreeMap<>(verdict.asOf()));
    map.put("mappings", verdict.mappingVersion());
    map.put("finishedAt", verdict.finishedAt().toString());
    map.put("allRows", verdict.coverage().full());
    return map;
  }

  private List<Object> checks() {
    List<Object> checks = new ArrayList<>();
    new TreeMap<>(crossings.target().checks().latest())
        .forEach((id, found) -> checks.add(check(found.by(crossings.mappings()))));
    return checks;
  }

  private static Map<String, Object> check(CheckResult result) {
    return Map.of(
        "check", result.check(),
        "state", result.state().name(),
        "observed", result.observed(),
        "expected", result.expected(),
        "at", result.startedAt().toString());
  }

  /** Everything that is in the journal: who asked, who agreed, what was done. */
  private List<Object> decisions() {
    List<Object> decisions = new ArrayList<>();
    for (JournalEntry entry : crossings.journal()) {
      decisions.add(
          Map.of(
              "version", entry.version(),
              "at", entry.at().toString(),
              "actor", entry.actor(),
              "event", entry.event()));
    }
    return decisions;
  }
}
