package dev.crossfade.server.init;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.key.SourceKeys;
import dev.crossfade.server.init.Scaffolding.Note;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a first specification from the tables of sources: every table an entity of the same name,
 * every column copied with its type. Pure; the same catalogs give the same specification.
 *
 * <p>Equal table names are told apart by their schema, then by their source. A MariaDB or MySQL
 * source with dates that are NOT NULL gets {@code zeroDates: epoch} unless it decided otherwise:
 * the only choice under which no row is refused.
 */
public final class Scaffold {

  private final Map<SourceSpec, List<TableSchema>> catalogs;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<String, Integer> bySchema = new HashMap<>();
  private final Names entityNames = new Names();
  private final List<Note> notes = new ArrayList<>();

  private Scaffold(Map<SourceSpec, List<TableSchema>> catalogs) {
    this.catalogs = catalogs;
    for (List<TableSchema> tables : catalogs.values()) {
      for (TableSchema table : tables) {
        byName.merge(table.id().name(), 1, Integer::sum);
        bySchema.merge(qualified(table.id()), 1, Integer::sum);
      }
    }
  }

  /**
   * @param migration name of the migration
   * @param catalogs tables of each source, in an order that does not change
   * @param target where everything goes
   */
  public static Scaffolding of(
      String migration, Map<SourceSpec, List<TableSchema>> catalogs, TargetSpec target) {
    return new Scaffold(catalogs).build(migration, target);
  }

  private Scaffolding build(String migration, TargetSpec target) {
    List<SourceSpec> sources = new ArrayList<>();
    List<EntitySpec> entities = new ArrayList<>();
    catalogs.forEach(
        (source, tables) -> {
          sources.add(decided(source, tables));
          tables.forEach(table -> add(source, table, entities));
        });
    MigrationSpec spec =
        new MigrationSpec(migration, sources, target, Settings.DEFAULTS, null, entities, List.of());
    return new Scaffolding(spec, notes);
  }

  private void add(SourceSpec source, TableSchema table, List<EntitySpec> entities) {
    String wanted = wanted(source, table.id());
    String name = entityNames.take(wanted);
    if (!name.equals(table.id().name())) {
      notes.add(new Note(name, "table " + table.id() + " is called " + name + " in the target"));
    }
    for (int index : table.keyIndexes()) {
      Column column = table.columns().get(index);
      String folded = SourceKeys.folded(column, source.type());
      if (folded != null) {
        String what = "the table is left out: of its key column " + column.name() + ", ";
        notes.add(new Note(name, what + folded));
        return;
      }
    }
    EntitySpec entity = new EntityScaffold(source.name(), table, name, notes).entity();
    if (entity != null) {
      entities.add(entity);
    }
  }

  private String wanted(SourceSpec source, TableId table) {
    if (byName.getOrDefault(table.name(), 0) == 1) {
      return table.name();
    }
    return bySchema.getOrDefault(qualified(table), 0) == 1
        ? qualified(table)
        : source.name() + "_" + qualified(table);
  }

  private static String qualified(TableId table) {
    return table.schema() + "_" + table.name();
  }

  private SourceSpec decided(SourceSpec source, List<TableSchema> tables) {
    boolean dates =
        tables.stream()
            .flatMap(table -> table.columns().stream())
            .anyMatch(column -> !column.nullable() && dated(column));
    if (!source.type().mysqlFamily() || source.zeroDates() != ZeroDates.REFUSE || !dates) {
      return source;
    }
    notes.add(
        new Note(source.name(), "zero dates in NOT NULL columns become 1970-01-01 (zeroDates)"));
    return new SourceSpec(
        source.name(),
        source.type(),
        source.url(),
        source.user(),
        source.password(),
        source.timeZone(),
        ZeroDates.EPOCH);
  }

  private static boolean dated(Column column) {
    return column.type() instanceof LogicalType.Date
        || column.type() instanceof LogicalType.Timestamp
        || column.type() instanceof LogicalType.TimestampTz;
  }
}
