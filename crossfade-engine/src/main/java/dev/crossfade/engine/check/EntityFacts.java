package dev.crossfade.engine.check;

import dev.crossfade.core.check.Diagnosis;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.EntityShape;
import java.util.List;

/**
 * What one reading of both sides of an entity showed.
 *
 * @param shape of the entity
 * @param verdict row by row
 * @param expected what the sources give
 * @param actual what production has
 * @param changes most rows that may differ because they changed between both readings
 * @param findings what happened to rows that differ for certain
 * @param doubled copies of rows without key that are there too often
 */
record EntityFacts(
    EntityShape shape,
    Verdict verdict,
    EntityProfile expected,
    EntityProfile actual,
    long changes,
    List<Diagnosis.Finding> findings,
    long doubled) {

  /** Whether both sides cannot be compared at all. */
  boolean incomparable() {
    return verdict.result() == Verdict.Result.UNKNOWN
        && (verdict.unsettled() == 0 || !verdict.hindrance().isEmpty());
  }

  /** Most rows that may rightly differ: changed meanwhile, or refused by the target. */
  long slack() {
    return changes + Math.max(0, verdict.parked() - verdict.refused());
  }
}
