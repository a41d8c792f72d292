package dev.crossfade.engine.drift;

import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.spi.source.Misfit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a row that does not fit its table means. The catalog was read after the row was found, so a
 * column that it does not have is gone, and a column that it has as we know it was otherwise when
 * the row was written.
 *
 * @param outcome what to do
 * @param why what was done to the table, as far as that is known; in words, what the row shows
 */
record Judgement(Outcome outcome, Alterations why) {

  /** What to do. */
  enum Outcome {
    /** Rows may lack the column: it was not there, or another one, when they were written. */
    MAY_LACK,
    /** Nobody takes the column. */
    LEAVE_OUT,
    /** Somebody has to decide, and the table waits. */
    HOLD,
    /** The source waits. */
    STOP
  }

  private static Judgement of(Outcome outcome, String shown) {
    return new Judgement(outcome, new Alterations(Set.of(), shown));
  }

  static Judgement of(Misfit misfit, Concern concern, List<TableSchema> catalog) {
    TableSchema known = concern.known();
    String column = misfit.column();
    List<Drift> drifts = Drift.between(known, catalog);
    Optional<TableSchema> now =
        catalog.stream().filter(table -> table.id().equals(known.id())).findFirst();
    if (now.isEmpty()) {
      return decide(concern, Drift.Kind.TABLE_GONE, drifts);
    }
    if (!now.get().key().equals(known.key())) {
      return decide(concern, Drift.Kind.KEY, drifts);
    }
    return known.indexOf(column) < 0
        ? unknown(column, concern, now.get(), drifts)
        : known(column, concern, now.get(), drifts);
  }

  private static Judgement unknown(
      String column, Concern concern, TableSchema now, List<Drift> drifts) {
    if (now.indexOf(column) < 0) {
      return of(Outcome.LEAVE_OUT, "column " + column + " is gone");
    }
    return concern.ignoresNew()
        ? of(Outcome.LEAVE_OUT, "column " + column + " is ignored")
        : decide(concern, Drift.Kind.NEW, drifts);
  }

  private static Judgement known(
      String column, Concern concern, TableSchema now, List<Drift> drifts) {
    TableSchema before = concern.known();
    if (before.key().contains(column)) {
      return decide(concern, Drift.Kind.KEY, drifts);
    }
    int index = now.indexOf(column);
    Drift.Kind kind = kind(column, drifts);
    if (!concern.reads(column)) {
      return of(Outcome.MAY_LACK, "no mapping reads column " + column);
    }
    if (index >= 0
        && Concerning.sameType(
            before.columns().get(before.indexOf(column)), now.columns().get(index))) {
      Outcome outcome = before.keyless() ? Outcome.STOP : Outcome.MAY_LACK;
      return of(outcome, "column " + column + " was not there, or otherwise");
    }
    return decide(concern, kind, drifts);
  }

  private static Drift.Kind kind(String column, List<Drift> drifts) {
    return drifts.stream()
        .filter(drift -> drift.column().equals(column))
        .map(Drift::kind)
        .findFirst()
        .orElse(Drift.Kind.RETYPED);
  }

  private static Judgement decide(Concern concern, Drift.Kind kind, List<Drift> drifts) {
    Outcome outcome = concern.policy(kind) == DriftPolicy.FAIL ? Outcome.STOP : Outcome.HOLD;
    return new Judgement(outcome, Alterations.of(drifts));
  }
}
