package dev.crossfade.engine.shadow;

import dev.crossfade.core.canary.Judgement;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.Look;
import dev.crossfade.core.shadow.Looks;
import dev.crossfade.core.shadow.Pace;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.engine.shadow.Asked.Answered;
import dev.crossfade.engine.shadow.Asked.Silent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares both stacks by one workload. One use, one thread. */
final class Comparison {

  /** Both stacks refuse what was asked: its text is wrong, and nothing was compared. */
  private static final String REFUSED = "42";

  private final ShadowParties parties;
  private final WorkloadSpec workload;
  private final Looks looks;
  private final Stopwatch watch = new Stopwatch();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Instant begun;
  private int looked;
  private int compared;
  private @Nullable String alike;

  Comparison(ShadowParties parties, WorkloadSpec workload) {
    this.parties = parties;
    this.workload = workload;
    this.looks = new Looks(workload.name());
    this.begun = parties.clock().instant();
  }

  /**
   * Asks and compares.
   *
   * @param earlier how long both took before
   */
  ShadowResult result(Pace earlier) throws InterruptedException {
    ShadowSettings settings = parties.settings();
    try (Asker legacy =
            Asker.of(
                workload.legacy(),
                () -> parties.source(workload).openInquiry(settings.limits()),
                () -> parties.source(workload).openScratch(settings.limits()),
                parties.nanos());
        Asker fresh =
            Asker.of(
                workload.target(),
                () -> parties.target().openInquiry(settings.limits()),
                () -> parties.target().openScratch(settings.limits()),
                parties.nanos())) {
      Optional<String> unknown = look(legacy, fresh);
      if (unknown.isPresent()) {
        return result(Outcome.UNKNOWN, List.of(), unknown.get(), Pace.NONE);
      }
      boolean reads =
          workload.legacy().statements().isEmpty() && workload.target().statements().isEmpty();
      if (reads && compared > 0) {
        watch.sample(legacy, fresh, settings, parties.nanos());
      }
      return judged(pace(earlier));
    }
  }

  /** Looks until nothing is suspect, or often enough; tells why nothing can be known. */
  private Optional<String> look(Asker legacy, Asker fresh) throws InterruptedException {
    boolean suspect = true;
    while (suspect && looked < parties.settings().looks()) {
      looked++;
      Asked before = legacy.ask();
      if (before instanceof Silent silent) {
        return Optional.of("the legacy stack: " + silent.why());
      }
      Duration patience = parties.settings().patience();
      if (parties.probe().measure(parties.fenced(workload), patience) == null) {
        return Optional.of(
            "what the sources showed was not published within " + patience.toSeconds() + " s");
      }
      Asked now = fresh.ask();
      if (now instanceof Silent silent) {
        return Optional.of("the new stack: " + silent.why());
      }
      Asked after = legacy.ask();
      if (after instanceof Silent silent) {
        return Optional.of("the legacy stack: " + silent.why());
      }
      suspect = compare(before, now, after);
    }
    if (compared == 0 && failures.isEmpty() && alike == null) {
      return Optional.of("the legacy stack answers one time and fails another");
    }
    return REFUSED.equals(alike)
        ? Optional.of("both stacks refuse it (SQLSTATE class " + REFUSED + ")")
        : Optional.empty();
  }

  private boolean compare(Asked before, Asked now, Asked after) {
    if (before instanceof Answered first
        && now instanceof Answered here
        && after instanceof Answered second) {
      compared++;
      watch.add(before, now);
      return looks.add(
          Look.at(
              first.rows(), here.rows(), second.rows(), workload.matching(), workload.tolerance()));
    }
    Errors errors = Errors.of(before, now, after);
    errors.difference().ifPresent(each -> failures.merge(each, 1, Integer::sum));
    errors.alike().ifPresent(each -> alike = each);
    return errors.alike().isEmpty();
  }

  /** Times of earlier runs are added while there are too few. */
  private Pace pace(Pace earlier) {
    Pace now = watch.pace();
    boolean few = now.fresh().count() < Pace.FEWEST;
    boolean old = earlier.fresh().count() >= 5 * Pace.FEWEST;
    return few && !old ? now.plus(earlier) : now;
  }

  private ShadowResult judged(Pace pace) {
    List<Group> always =
        failures.entrySet().stream()
            .filter(each -> each.getValue() == looked)
            .map(each -> failure(each.getKey(), each.getValue()))
            .toList();
    if (!always.isEmpty()) {
      return result(Outcome.FAILING, always, always.get(0).signature(), pace);
    }
    List<Group> groups = looks.groups();
    long real = groups.stream().filter(Group::real).count();
    if (real > 0) {
      String why =
          "%d kinds of differences in %d rows, the first: %s"
              .formatted(real, looks.rows(), groups.get(0).signature());
      return result(Outcome.DIFFERENT, groups, why, pace);
    }
    if (compared == 0) {
      return alike == null
          ? result(Outcome.UNKNOWN, List.of(), "it fails now and then", pace)
          : result(Outcome.MATCH, List.of(), "both stacks fail with class " + alike, pace);
    }
    return paced(groups, pace);
  }

  private ShadowResult paced(List<Group> groups, Pace pace) {
    Judgement time = pace.judge(workload.slowerPercent());
    String why =
        "%d rows say the same%s; %s"
            .formatted(
                looks.rows(),
                looks.inFlight() == 0 ? "" : ", " + looks.inFlight() + " in flight",
                time.why());
    boolean slow = time.verdict() == Judgement.Verdict.FAIL;
    return result(slow ? Outcome.SLOWER : Outcome.MATCH, groups, why, pace);
  }

  private Group failure(String signature, long times) {
    return new Group(workload.name(), signature, times, looked, 0, looked, true);
  }

  private ShadowResult result(Outcome outcome, List<Group> groups, String why, Pace pace) {
    return new ShadowResult(
        workload.name(),
        outcome,
        groups,
        pace,
        looks.rows(),
        looks.inFlight(),
        why,
        looks.examples(),
        begun,
        Duration.between(begun, parties.clock().instant()));
  }
}
