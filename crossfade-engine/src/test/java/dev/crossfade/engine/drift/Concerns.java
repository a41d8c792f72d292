package dev.crossfade.engine.drift;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.MappingCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Mappings of one table into one entity. */
final class Concerns {

  private Concerns() {}

  /** A mapping of column {@code id}, which is the key if there is one, and of some others. */
  static List<CompiledMapping> mappings(
      TableSchema table, DriftPolicies policies, List<String> read) {
    boolean keyed = !table.keyless();
    List<ColumnSpec> columns = new ArrayList<>();
    Map<String, ColumnRule> rules = new TreeMap<>();
    columns.add(new ColumnSpec("id", type(table, "id"), !keyed));
    rules.put("id", new ColumnRule.Expression("id"));
    for (String name : read) {
      columns.add(new ColumnSpec(name, type(table, name), true));
      rules.put(name, new ColumnRule.Expression(name));
    }
    EntitySpec entity =
        new EntitySpec(
            "contact",
            keyed ? List.of("id") : List.of(),
            columns,
            List.of(),
            List.of(),
            List.of(new MappingSpec("crm", table.id(), null, rules)),
            List.of(),
            policies);
    SecretRef any = new SecretRef("x");
    return MappingCompiler.compile(
            new MigrationSpec(
                "m",
                List.of(
                    new SourceSpec(
                        "crm", SystemType.POSTGRESQL, any, any, any, null, ZeroDates.REFUSE)),
                new TargetSpec(SystemType.POSTGRESQL, any, any, any, "s"),
                Settings.DEFAULTS,
                null,
                List.of(entity),
                List.of()),
            Map.of("crm", List.of(table)),
            Locations.NONE)
        .mappings();
  }

  private static LogicalType type(TableSchema table, String column) {
    return table.columns().get(table.indexOf(column)).type();
  }
}
