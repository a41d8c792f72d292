package dev.crossfade.server.init;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.server.init.Scaffolding.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table as an entity that copies it. Generated columns are left out: a source's log does not
 * carry them, so the target would have them from history and not from the stream.
 */
final class EntityScaffold {

  private final String source;
  private final TableSchema table;
  private final String name;
  private final Names names = new Names();
  private final Map<String, String> targets = new LinkedHashMap<>();
  private final List<ColumnSpec> columns = new ArrayList<>();
  private final Map<String, ColumnRule> rules = new LinkedHashMap<>();
  private final List<Note> notes;

  EntityScaffold(String source, TableSchema table, String name, List<Note> notes) {
    this.source = source;
    this.table = table;
    this.name = name;
    this.notes = notes;
  }

  /** The entity, or null when no column of the table can be carried. */
  @Nullable EntitySpec entity() {
    for (Column column : table.columns()) {
      if (column.generated()) {
        note("column " + column.name() + " is computed by the source and left out");
      } else {
        copy(column);
      }
    }
    table.unsupported().forEach(column -> note("column " + column + " cannot be carried"));
    if (columns.isEmpty()) {
      note("the table has no column that can be carried and is left out");
      return null;
    }
    keyless();
    List<String> key = table.key().stream().map(targets::get).toList();
    MappingSpec mapping = new MappingSpec(source, table.id(), null, rules);
    return new EntitySpec(name, key, columns, List.of(), List.of(), List.of(mapping), List.of());
  }

  private void copy(Column column) {
    String target = names.take(column.name());
    if (!target.equals(column.name())) {
      note("column " + column.name() + " is called " + target + " in the target");
    }
    targets.put(column.name(), target);
    columns.add(new ColumnSpec(target, column.type(), column.nullable()));
    rules.put(
        target,
        Identifier.plain(column.name())
            ? new ColumnRule.Expression(column.name())
            : new ColumnRule.SourceColumn(column.name()));
  }

  private void keyless() {
    if (!table.keyless()) {
      return;
    }
    note(
        switch (table.replicaIdentity()) {
          case NOTHING -> "the table has no key: rows can be added but not updated or deleted";
          case FULL -> "the table has no key: equal rows cannot be told apart";
          case KEY -> "the table's key cannot be carried: `plan` refuses it and says what to do";
        });
  }

  private void note(String text) {
    notes.add(new Note(name, text));
  }
}
