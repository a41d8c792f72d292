package dev.crossfade.core.check;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.spec.CheckTraits;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.Tolerance;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The figure that every entity with a time has: its rows by hour. */
final class EntityHours {

  private static final String NAME = "rows-by-hour";

  private EntityHours() {}

  /** By the first timestamp that is never NULL, else by the first one. */
  static Optional<MetricSpec> of(EntitySpec entity) {
    return entity.columns().stream()
        .filter(EntityHours::time)
        .min(Comparator.comparing(ColumnSpec::nullable))
        .map(column -> rows(entity.name(), column.name()));
  }

  private static boolean time(ColumnSpec column) {
    return column.type() instanceof LogicalType.Timestamp
        || column.type() instanceof LogicalType.TimestampTz;
  }

  private static MetricSpec rows(String entity, String column) {
    return new MetricSpec(
        NAME,
        entity,
        new MetricSpec.Declared(
            MetricSpec.Aggregate.COUNT, "", column, MetricSpec.Grain.HOUR, Map.of()),
        Tolerance.NONE,
        new CheckTraits(Severity.ERROR, "", "as many rows in every hour of " + column, null));
  }
}
