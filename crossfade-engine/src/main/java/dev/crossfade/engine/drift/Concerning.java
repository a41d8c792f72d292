package dev.crossfade.engine.drift;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicy;
import java.util.List;

/** Of the ways in which a table is not what it was, those that its mappings cannot live with. */
public final class Concerning {

  private Concerning() {}

  /**
   * The drifts for which a table has to be held: what its mappings read is gone, or another type.
   *
   * @param now the tables of its source
   */
  public static List<Drift> of(Concern concern, List<TableSchema> now) {
    return whatever(concern, now).stream().filter(drift -> holds(concern, drift)).toList();
  }

  /**
   * The drifts that its mappings cannot live with, whatever becomes of the table then.
   *
   * @param now the tables of its source
   */
  public static List<Drift> whatever(Concern concern, List<TableSchema> now) {
    return Drift.between(concern.known(), now).stream()
        .filter(drift -> concerns(drift, concern, now))
        .toList();
  }

  /** No row ever tells that its table is gone, so that a source would not stop at one. */
  static boolean holds(Concern concern, Drift drift) {
    return drift.kind() == Drift.Kind.TABLE_GONE
        || concern.policy(drift.kind()) == DriftPolicy.PARK;
  }

  private static boolean concerns(Drift drift, Concern concern, List<TableSchema> now) {
    return switch (drift.kind()) {
      case TABLE_GONE, KEY -> true;
      case NEW -> false;
      case DROPPED, RENAMED -> concern.reads(drift.column());
      case RETYPED -> concern.reads(drift.column()) && otherType(drift, concern.known(), now);
    };
  }

  /** Whether it is not only that the column may be NULL now, or may not. */
  private static boolean otherType(Drift drift, TableSchema before, List<TableSchema> now) {
    return now.stream()
        .filter(table -> table.id().equals(before.id()))
        .findFirst()
        .map(table -> table.columns().get(table.indexOf(drift.column())))
        .filter(column -> sameType(before.columns().get(before.indexOf(drift.column())), column))
        .isEmpty();
  }

  /** Whether values of two columns are of one type. */
  static boolean sameType(Column one, Column two) {
    return one.type().equals(two.type()) && one.nativeType().equals(two.nativeType());
  }
}
