package dev.crossfade.engine.apply;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads single rows from their source again, when the log did not carry all of their values. What
 * it returns is at least as new as the change that asks; whatever made it newer comes later in the
 * log. One thread at a time.
 */
public final class Reselector implements AutoCloseable {

  /** Characters and bytes of rows that are held at once. */
  private static final long MOST_WEIGHT = 16L * 1024 * 1024;

  private final Mappings mappings;
  private final Map<String, SourceDatabase> sources;
  private final Map<String, SnapshotReader> readers = new HashMap<>();

  public Reselector(Mappings mappings, Map<String, SourceDatabase> sources) {
    this.mappings = mappings;
    this.sources = Map.copyOf(sources);
  }

  /**
   * What was read.
   *
   * @param rows by source key; a row that is gone, or has another key by now, is not there
   * @param complete whether all rows were looked for; else there are more than memory should hold
   */
  record Found(Map<Key, Reselected> rows, boolean complete) {}

  /**
   * Reads rows, as many as fit into memory and one at least.
   *
   * @param asking the last change of each row, by its source key
   */
  Found read(int mapping, Map<Key, EntityChange> asking) {
    Numbered numbered = mappings.byNumber(mapping);
    requireVisible(numbered.source(), asking.values());
    TableSchema table = numbered.mapping().sourceTable();
    int[] keyIndexes = table.keyIndexes();
    Set<Key> wanted = asking.keySet();
    Map<Key, Reselected> found = new HashMap<>();
    long[] weight = {0};
    try {
      reader(numbered.source())
          .readKeys(
              table,
              wanted,
              MappedColumns.demand(numbered.mapping()),
              row -> {
                Key key = Key.of(row, keyIndexes);
                if (wanted.contains(key)) {
                  Reselected now = map(numbered.mapping(), row);
                  found.put(key, now);
                  weight[0] += now.weight();
                  if (weight[0] > MOST_WEIGHT) {
                    throw new EnoughException();
                  }
                }
              });
      return new Found(found, true);
    } catch (EnoughException e) {
      return new Found(found, false);
    }
  }

  /** Ends a reading whose rows are large; the reader gives its connection up. */
  private static final class EnoughException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EnoughException() {
      super("enough", null, false, false);
    }
  }

  /** A commit can be in the log a moment before other sessions see it: then we come back later. */
  private void requireVisible(String source, Collection<EntityChange> changes) {
    SourceDatabase database = database(source);
    try (PinnedSnapshot now = database.pin()) {
      for (EntityChange change : changes) {
        if (!database.seenBy(now.token(), change.transaction(), change.position())) {
          throw Problem.of(
                  EngineProblem.NOT_YET_VISIBLE,
                  "a change of " + source + " that has to be read again is not visible there yet",
                  "its transaction is in the log, but not yet committed for other sessions",
                  "nothing to do, it is tried again")
              .raise();
        }
      }
    }
  }

  private static Reselected map(CompiledMapping mapping, @Nullable Object[] row) {
    TableSchema table = mapping.sourceTable();
    Membership membership = mapping.accepts(row);
    if (membership == Membership.OUT) {
      return new Reselected.Out();
    }
    if (membership == Membership.REFUSED) {
      return new Reselected.No(Parking.refused(mapping.whereRefusal(row), table, row));
    }
    @Nullable Object[] target = new @Nullable Object[mapping.entity().columns().size()];
    RowResult result = mapping.apply(row, target);
    if (result instanceof Refusal refusal) {
      return new Reselected.No(Parking.refused(refusal, table, row));
    }
    if (result != RowResult.MAPPED) {
      throw new IllegalStateException("a complete row of " + table.id() + " was not mapped");
    }
    return new Reselected.Row(target);
  }

  private SnapshotReader reader(String source) {
    return readers.computeIfAbsent(source, name -> database(name).openReader());
  }

  private SourceDatabase database(String source) {
    SourceDatabase database = sources.get(source);
    if (database == null) {
      throw new IllegalArgumentException("not a source of this migration: " + source);
    }
    return database;
  }

  /** Lets the connections go; they are opened again when needed. */
  @Override
  public void close() {
    try {
      readers.values().forEach(SnapshotReader::close);
    } finally {
      readers.clear();
    }
  }
}
