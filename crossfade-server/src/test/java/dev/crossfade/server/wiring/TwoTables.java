package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
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
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A migration of two tables of one source, each with a mapping of its own. */
final class TwoTables {

  static final TableId CONTACT = new TableId("public", "contact");
  static final TableId VISIT = new TableId("public", "visit");

  private TwoTables() {}

  static TableSchema table(TableId id, String... columns) {
    return TableSchema.of(
        id,
        Arrays.stream(columns)
            .map(
                name ->
                    name.equals(columns[0])
                        ? Column.of(name, new LogicalType.Int(64)).notNull()
                        : Column.of(name, LogicalType.Text.UNBOUNDED))
            .toList(),
        List.of(columns[0]));
  }

  static MigrationSpec spec(DriftPolicies policies, String contactKey) {
    SecretRef any = new SecretRef("x");
    return new MigrationSpec(
        "m",
        List.of(
            new SourceSpec("crm", SystemType.POSTGRESQL, any, any, any, null, ZeroDates.REFUSE)),
        new TargetSpec(SystemType.POSTGRESQL, any, any, any, "s"),
        Settings.DEFAULTS,
        null,
        List.of(entity(CONTACT, policies, contactKey), entity(VISIT, policies, "id")),
        List.of());
  }

  static EntitySpec entity(TableId table, DriftPolicies policies, String key) {
    return new EntitySpec(
        table.name(),
        List.of("id"),
        List.of(
            new ColumnSpec("id", new LogicalType.Int(64), false),
            new ColumnSpec("note", LogicalType.Text.UNBOUNDED, true)),
        List.of(),
        List.of(),
        List.of(
            new MappingSpec(
                "crm",
                table,
                null,
                Map.of(
                    "id", new ColumnRule.Expression(key),
                    "note", new ColumnRule.Expression("note")))),
        List.of(),
        policies);
  }

  static CompiledMigration compiled(MigrationSpec spec, List<TableSchema> tables) {
    return MappingCompiler.compile(spec, Map.of("crm", tables), Locations.NONE);
  }
}
