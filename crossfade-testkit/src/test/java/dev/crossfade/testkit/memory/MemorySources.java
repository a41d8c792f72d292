package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.testkit.contract.SourceWriter;
import dev.crossfade.testkit.fault.Faults;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** A fresh in-memory source with the two tables of the contracts. */
final class MemorySources {

  static final TableId KEYED = new TableId("public", "kit");
  static final TableId KEYLESS = new TableId("public", "kit_log");

  final InMemorySource source =
      new InMemorySource(
          "kit",
          List.of(
              TableSchema.of(
                  KEYED,
                  List.of(
                      Column.of("id", new LogicalType.Int(64)).notNull(),
                      Column.of("text", LogicalType.Text.UNBOUNDED)),
                  List.of("id")),
              TableSchema.of(
                  KEYLESS, List.of(Column.of("text", LogicalType.Text.UNBOUNDED)), List.of())),
          Set.of(),
          Clock.systemUTC(),
          Faults.NONE);

  record Writer(MemoryTransaction tx) implements SourceWriter {
    @Override
    public void insert(long id, String text) {
      tx.insert(KEYED, id, text);
    }

    @Override
    public void update(long id, String text) {
      tx.update(KEYED, Key.of(id), id, text);
    }

    @Override
    public void rename(long id, long newId) {
      Object[] row =
          tx.rows(KEYED).stream().filter(each -> each[0].equals(id)).findFirst().orElseThrow();
      tx.update(KEYED, Key.of(id), newId, row[1]);
    }

    @Override
    public void delete(long id) {
      tx.delete(KEYED, new Object[] {id, null});
    }

    @Override
    public void append(String text) {
      tx.insert(KEYLESS, text);
    }

    @Override
    public void tag() {
      tx.tag();
    }
  }
}
