package dev.crossfade.core.preflight;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Freshness;
import dev.crossfade.core.compare.Basis;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far data arrived, and whether it is what it should be. */
public final class DataGates {

  private DataGates() {}

  /**
   * How far a source's stream is behind: by the last mark that was applied, since a stream without
   * changes has marks, too.
   *
   * @param writtenAt when that mark was written; null before the first
   */
  public static Gate stream(
      String source, @Nullable Instant writtenAt, Instant now, Duration most) {
    return behind(Item.STREAM.of(source), writtenAt, now, most);
  }

  static Gate behind(String item, @Nullable Instant writtenAt, Instant now, Duration most) {
    String limit = most.toMillis() + " ms";
    if (writtenAt == null) {
      return Findings.unknown(item, limit, "no mark has ever arrived", "let the migration run");
    }
    Duration behind = Duration.between(writtenAt, now);
    Duration shown = behind.isNegative() ? Duration.ZERO : behind;
    String value = shown.toMillis() + " ms behind";
    return behind.compareTo(most) <= 0
        ? Findings.pass(item, value, limit, shown)
        : Findings.fail(
            item,
            value,
            limit,
            "what was committed since then has not been applied",
            "see whether it comes nearer: crossfade status --watch");
  }

  /**
   * Whether an entity was compared.
   *
   * @param verdict the latest; null when there is none
   * @param basis what it has to rest on
   */
  public static Gate verification(
      String entity, @Nullable Verdict verdict, Basis basis, Instant now, Duration most) {
    String item = Item.VERIFICATION.of(entity);
    String limit = "EQUAL within " + most.toMinutes() + " min";
    if (verdict == null) {
      return Findings.unknown(item, limit, "it was never compared", "crossfade verify");
    }
    Duration age = Duration.between(verdict.provenAt(), now);
    String value = verdict.result() + ", " + verdict.rowsCompared() + " rows" + covers(verdict);
    String objection = basis.objection(verdict);
    if (!objection.isEmpty()) {
      return Findings.stale(item, value, limit, age, objection, "crossfade verify");
    } else if (verdict.result() != Verdict.Result.EQUAL) {
      return Findings.fail(item, value, limit, verdict.shortfall(), "see them: crossfade verify");
    } else if (age.compareTo(most) > 0) {
      return Findings.stale(
          item,
          value,
          limit,
          age,
          "all rows were read " + age.toMinutes() + " min ago",
          "crossfade verify");
    }
    return Findings.pass(item, value, limit, age);
  }

  private static String covers(Verdict verdict) {
    return verdict.coverage() instanceof Coverage.Upkeep upkeep
        ? " that were touched, all as of " + upkeep.fullPass()
        : "";
  }

  /**
   * Whether checks that mean an error have passed, whatever they are about.
   *
   * @param latest what each found last, as it counts for the mappings in use
   * @param overridden checks that somebody answers for
   * @param most how old a result may be of which its check says nothing
   */
  public static Gate checks(
      CheckGraph graph,
      Map<String, CheckResult> latest,
      List<CheckOverridden> overridden,
      Instant now,
      Duration most) {
    Map<String, String> people = new TreeMap<>();
    overridden.forEach(each -> people.put(each.check(), each.by()));
    List<Check> wanted = graph.checks().stream().filter(DataGates::hinders).toList();
    List<String> open = new ArrayList<>();
    List<String> unasked = new ArrayList<>();
    List<String> answered = new ArrayList<>();
    for (Check check : wanted) {
      CheckResult result = latest.get(check.id());
      CheckState state = result == null ? null : Freshness.state(check, result, now, most);
      String by = people.get(check.id());
      if (by != null && state != CheckState.PASSED) {
        answered.add(check.id() + " by " + by);
      } else if (result == null) {
        unasked.add(check.id());
      } else if (state != CheckState.PASSED) {
        open.add(check.id() + " " + state + ": " + result.sentence());
      }
    }
    int passed = wanted.size() - open.size() - unasked.size() - answered.size();
    String value = passed + " of " + wanted.size() + " passed" + overridden(answered);
    String item = Item.CHECKS.word();
    if (!open.isEmpty()) {
      return Findings.fail(item, value, "all", Findings.some(open), "crossfade check report");
    } else if (!unasked.isEmpty()) {
      return Findings.unknown(
          item, "all", "never asked: " + Findings.some(unasked), "crossfade check run");
    }
    return Findings.pass(item, value, "all");
  }

  private static boolean hinders(Check check) {
    return check.severity() == Severity.ERROR && check.kind() != CheckKind.REPORT;
  }

  private static String overridden(List<String> answered) {
    return answered.isEmpty()
        ? ""
        : ", " + answered.size() + " overridden: " + Findings.some(answered);
  }
}
