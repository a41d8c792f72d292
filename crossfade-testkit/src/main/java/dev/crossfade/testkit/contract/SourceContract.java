package dev.crossfade.testkit.contract;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of the source's ports have in common: a fresh source with two empty tables,
 * one {@code (id, text)} with key {@code id}, one {@code (text)} without key.
 */
public abstract class SourceContract {

  /** The source under test. */
  protected SourceDatabase source;

  /** Opens a source whose two tables are empty. */
  protected abstract SourceDatabase open();

  /** Name of the table with key. */
  protected abstract TableId keyedTable();

  /** Name of the table without key. */
  protected abstract TableId keylessTable();

  /** Runs a transaction in the source, as its applications would, and commits it. */
  protected abstract void transaction(Consumer<SourceWriter> body);

  @BeforeEach
  final void openSource() {
    source = open();
  }

  @AfterEach
  final void closeSource() {
    source.close();
  }

  final TableSchema keyed() {
    return schema(keyedTable());
  }

  final TableSchema keyless() {
    return schema(keylessTable());
  }

  private TableSchema schema(TableId id) {
    List<TableSchema> found =
        source.catalog().stream().filter(table -> table.id().equals(id)).toList();
    if (found.size() != 1) {
      throw new AssertionError("the catalog has " + found.size() + " tables " + id);
    }
    return found.get(0);
  }
}
