package dev.crossfade.engine.drift;

import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.spi.target.HeldTable;
import java.util.List;
import java.util.Optional;

/** Whether a table that was altered can be followed without anybody being asked. */
public final class Evolution {

  private Evolution() {}

  /**
   * Whether a table is held for columns that are new, and not for being away or another one since.
   */
  public static boolean mayBe(HeldTable held) {
    return held.why().onlyMore();
  }

  /**
   * Why it cannot; empty when it can: columns that may be NULL were added and nothing else that a
   * mapping reads was done, and their values are carried from then on.
   *
   * @param was the mappings of the table before they are patched: what these read nobody may do
   *     without, or take another column for
   * @param then the same as they would be
   * @param now the table
   * @param drifts in which ways it is not what it was, but for those that are decided
   */
  public static Optional<String> obstacle(
      Concern was, Concern then, TableSchema now, List<Drift> drifts) {
    if (then.policy(Drift.Kind.NEW) != DriftPolicy.EVOLVE) {
      return Optional.of("an entity of the table wants to be asked");
    }
    if (now.keyless()) {
      return Optional.of("the table has no key, so that its rows of before cannot be read again");
    }
    return drifts.stream()
        .filter(drift -> !followed(drift, was, then, now))
        .map(Drift::detail)
        .findFirst();
  }

  private static boolean followed(Drift drift, Concern was, Concern then, TableSchema now) {
    return switch (drift.kind()) {
      case TABLE_GONE, KEY -> false;
      case DROPPED, RENAMED, RETYPED -> !was.reads(drift.column()) && !then.reads(drift.column());
      case NEW ->
          then.carried(drift.column()) && now.columns().get(now.indexOf(drift.column())).nullable();
    };
  }
}
