package dev.crossfade.engine.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Damage;
import dev.crossfade.core.check.Diagnosis;
import dev.crossfade.core.check.Measure;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes that are answered by reading both sides of an entity: counts, checksums, nulls. */
final class RowNodes {

  private static final int KEYS = 20;

  private RowNodes() {}

  static Finding counts(EntityFacts facts) {
    long expected = facts.expected().rows();
    long observed = facts.actual().rows();
    List<String> evidence = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    long missing = tell(facts, MismatchKind.MISSING, "missing", evidence, keys);
    long extra = tell(facts, MismatchKind.EXTRA, "there that should not be", evidence, keys);
    if (facts.doubled() > 0) {
      evidence.add(
          0,
          "%,d of them are copies of rows that are there: a load was applied twice"
              .formatted(facts.doubled()));
    }
    boolean apart = Math.abs(observed - expected) > facts.slack();
    if (apart && missing + extra == 0) {
      evidence.add("%,d rows instead of %,d".formatted(observed, expected));
    }
    Measure rows = Measure.of("rows", expected, observed, facts.slack());
    return Finding.of(
        "%,d rows".formatted(observed),
        "%,d rows".formatted(expected),
        slack(facts),
        evidence,
        keys,
        List.of(rows));
  }

  private static long tell(
      EntityFacts facts,
      MismatchKind kind,
      String words,
      List<String> evidence,
      List<String> keys) {
    List<Mismatch> found =
        facts.verdict().mismatches().stream().filter(each -> each.kind() == kind).toList();
    if (!found.isEmpty()) {
      boolean all = facts.verdict().mismatchCount() == facts.verdict().mismatches().size();
      evidence.add(
          "%s%,d row%s %s %s"
              .formatted(
                  all ? "" : "at least ",
                  found.size(),
                  found.size() == 1 ? "" : "s",
                  found.size() == 1 ? "is" : "are",
                  words));
      found.stream().limit(KEYS).forEach(each -> keys.add(each.key()));
    }
    return found.size();
  }

  static Finding checksums(EntityFacts facts) {
    Verdict verdict = facts.verdict();
    String observed = "%s, %,d rows".formatted(verdict.result(), verdict.rowsCompared());
    if (verdict.result() == Verdict.Result.UNKNOWN) {
      return Finding.error(
          "%,d rows kept changing and could not be judged".formatted(verdict.unsettled()));
    }
    List<String> evidence = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    if (verdict.result() == Verdict.Result.DIFFERENT) {
      long looked = facts.findings().stream().map(Diagnosis.Finding::name).distinct().count();
      String some =
          looked == 0 || looked >= verdict.mismatchCount()
              ? ""
              : ", %,d of them were looked at".formatted(looked);
      evidence.add("%,d rows differ%s".formatted(verdict.mismatchCount(), some));
      damages(facts).forEach((what, count) -> evidence.add(0, "%,d × %s".formatted(count, what)));
      verdict.mismatches().stream()
          .limit(KEYS)
          .forEach(
              each ->
                  keys.add(
                      each.kind() + " " + each.key() + " " + String.join(" ", each.columns())));
    }
    return Finding.of(
        observed,
        "EQUAL",
        "",
        evidence,
        keys,
        List.of(Measure.of("differing rows", 0, verdict.mismatchCount(), 0)));
  }

  /** What happened, and how often. */
  private static Map<String, Long> damages(EntityFacts facts) {
    Map<String, Long> damages = new TreeMap<>(Comparator.reverseOrder());
    for (Diagnosis.Finding each : facts.findings()) {
      String what =
          each.column().isEmpty()
              ? each.damage() + ": a row " + each.damage().words()
              : each.damage() + ": " + each.column() + " " + each.damage().words();
      damages.merge(what, 1L, Long::sum);
    }
    if (facts.doubled() > 0) {
      damages.put(Damage.DOUBLED + ": a row " + Damage.DOUBLED.words(), facts.doubled());
    }
    return damages;
  }

  static Finding nulls(Check check, EntityFacts facts) {
    long limit = (long) check.number("rows", 0) + facts.slack();
    List<String> evidence = new ArrayList<>();
    List<Measure> measures = new ArrayList<>();
    List<Column> columns = facts.shape().table().columns();
    for (int i = 0; i < columns.size(); i++) {
      long expected = facts.expected().column(i).nulls();
      long observed = facts.actual().column(i).nulls();
      Measure measure = Measure.of(columns.get(i).name(), expected, observed, limit);
      measures.add(measure);
      if (!measure.within()) {
        evidence.add(
            "%s is NULL in %,d rows instead of %,d".formatted(measure.label(), observed, expected));
      }
    }
    long total = measures.stream().mapToLong(each -> each.observed().longValue()).sum();
    return Finding.of(
        "%,d NULLs in %,d columns".formatted(total, columns.size()),
        "as many as expected in each column",
        slack(facts),
        evidence,
        List.of(),
        measures);
  }

  /**
   * What figures say, where rows say it, too. If every row is as it should be, as of one position,
   * then so are all figures made of them: what differed was under way while both sides were read.
   */
  static Finding proven(Finding found, EntityFacts facts) {
    boolean refuted =
        found.state() == CheckState.FAILED && facts.verdict().result() == Verdict.Result.EQUAL;
    return refuted
        ? new Finding(
            CheckState.PASSED,
            found.observed(),
            found.expected(),
            found.limit(),
            List.of("what differed was under way: row by row everything is equal"),
            List.of(),
            found.measures())
        : found;
  }

  /** Says also of a pass how many rows it says nothing about. */
  static Finding parked(Finding found, EntityFacts facts) {
    long parked = facts.verdict().parked();
    if (parked == 0) {
      return found;
    }
    return found.saying("%,d rows are in quarantine and were not compared".formatted(parked));
  }

  /** Says what is allowed, for people. */
  static String slack(EntityFacts facts) {
    return facts.slack() == 0
        ? "0"
        : "%,d (%,d changes meanwhile, %,d rows in quarantine)"
            .formatted(facts.slack(), facts.changes(), facts.slack() - facts.changes());
  }

  /** Why an entity cannot be compared: what its verdict says, or too little is published. */
  static Finding incomparable(EntityFacts facts) {
    String why = facts.verdict().hindrance();
    return why.isEmpty() ? unpublished() : unknown(why);
  }

  static Finding unpublished() {
    return unknown("what the sources showed was not published in time, so nothing can be compared");
  }

  private static Finding unknown(String why) {
    return new Finding(CheckState.ERROR, "unknown", "", "", List.of(why), List.of(), List.of());
  }
}
