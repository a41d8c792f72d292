package dev.crossfade.server.shadow;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.server.check.CheckReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A comparison of both stacks in the shape that reports on checks have, so that there are the same
 * forms of it.
 *
 * @param spec what was said
 * @param folder the specification's folder as the user named it
 * @param run what was found
 * @param earlier runs, newest first
 * @param locations where the specification says what
 */
public record ShadowReport(
    MigrationSpec spec,
    String folder,
    ShadowRun run,
    List<ShadowRun> earlier,
    Locations locations) {

  private static final int TOLD = 20;

  /** The report on checks that tells the same. */
  public CheckReport checks(CheckReport.Masking masking) {
    List<Check> checks = run.results().stream().map(this::check).toList();
    return new CheckReport(
        spec.name(),
        folder,
        new CheckGraph(checks, List.of()),
        new CheckRun(
            run.id(),
            CheckTrigger.DEMAND,
            run.mappingVersion(),
            Map.of(),
            run.startedAt(),
            run.finishedAt(),
            run.results().stream().map(ShadowReport::result).toList()),
        history(),
        locations,
        masking);
  }

  /** The id under which reports name a subject. */
  static String id(String subject) {
    return "shadow/" + subject.replace("@", "");
  }

  private Check check(ShadowResult result) {
    CheckTraits traits = traits(result.subject());
    return new Check(
        id(result.subject()),
        CheckKind.SQL,
        "",
        traits.severity(),
        traits.owner(),
        traits.description(),
        traits.every(),
        Map.of());
  }

  /** What was said about a subject. */
  CheckTraits traits(String subject) {
    Severity severity =
        subject.equals(ShadowResult.LOGS) ? spec.shadow().logs().severity() : Severity.ERROR;
    return spec.shadow().workloads().stream()
        .filter(each -> each.name().equals(subject))
        .findFirst()
        .map(WorkloadSpec::traits)
        .orElse(new CheckTraits(severity, "", "", null));
  }

  private static CheckResult result(ShadowResult result) {
    List<String> evidence = new ArrayList<>();
    if (!result.matches()) {
      evidence.add(result.why());
      result.groups().stream().limit(TOLD).map(ShadowReport::sentence).forEach(evidence::add);
    }
    return new CheckResult(
        id(result.subject()),
        state(result.outcome()),
        result.outcome().name().toLowerCase(Locale.ROOT) + ": " + result.why(),
        "as the legacy stack",
        "",
        evidence,
        result.examples(),
        measures(result.pace()),
        result.startedAt(),
        result.took());
  }

  private static CheckState state(Outcome outcome) {
    return switch (outcome) {
      case MATCH -> CheckState.PASSED;
      case DIFFERENT, FAILING, SLOWER -> CheckState.FAILED;
      case UNKNOWN -> CheckState.ERROR;
    };
  }

  /** A group in words. */
  static String sentence(Group group) {
    return "%s %s: %d of %d on the new stack, %d of %d on the legacy one%s"
        .formatted(
            group.route(),
            group.signature(),
            group.differing(),
            group.compared(),
            group.noise(),
            group.asked(),
            group.real() ? "" : " (noise)");
  }

  private static List<Measure> measures(Pace pace) {
    if (pace.fresh().count() == 0 || pace.legacy().count() == 0) {
      return List.of();
    }
    return List.of(measure("median micros", 0.5, pace), measure("p95 micros", 0.95, pace));
  }

  private static Measure measure(String label, double share, Pace pace) {
    long legacy = Math.round(pace.legacy().quantile(share));
    return Measure.of(label, legacy, Math.round(pace.fresh().quantile(share)), legacy);
  }

  private Map<String, List<CheckState>> history() {
    Map<String, List<CheckState>> history = new HashMap<>();
    for (int i = earlier.size() - 1; i >= 0; i--) {
      for (ShadowResult result : earlier.get(i).results()) {
        history
            .computeIfAbsent(id(result.subject()), any -> new ArrayList<>())
            .add(state(result.outcome()));
      }
    }
    return history;
  }
}
