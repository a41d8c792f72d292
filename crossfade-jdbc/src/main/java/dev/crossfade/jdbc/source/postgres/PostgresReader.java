package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.ExactKeys;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows by binary COPY; every call sees a state of its own. */
final class PostgresReader implements SnapshotReader {

  private static final int SINGLE_KEYS = 1_000;
  private static final int COMPOSITE_KEYS = 200;

  /** The key's index gives the order; sorting the table once per boundary would not end. */
  private static final String BY_INDEX =
      "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off";

  private final SourceSession session;
  private final SourceSettings settings;
  private final PostgresTableReader tables;

  PostgresReader(PostgresConnections connections) {
    this.settings = connections.settings();
    this.session = connections.readerSession();
    this.tables = new PostgresTableReader();
  }

  @Override
  public List<KeyRange> split(TableSchema table, @Nullable Key from, long rowsPerChunk, int most) {
    if (table.keyless() || rowsPerChunk < 1 || most < 1) {
      throw new IllegalArgumentException("cannot split " + table.id() + " by " + rowsPerChunk);
    }
    return session.run(
        "split table " + table.id(),
        connection -> {
          connection.setAutoCommit(false);
          PostgresSelect select = tables.select(connection, table);
          TableLock.take(connection, settings, table).require(select.keyColumns());
          execute(connection, BY_INDEX);
          List<KeyRange> ranges = ranges(connection, select, from, rowsPerChunk, most);
          connection.commit();
          connection.setAutoCommit(true);
          return ranges;
        });
  }

  @Override
  public long read(TableSchema table, KeyRange range, RowConsumer consumer) {
    return session.run(
        "read table " + table.id(),
        connection -> {
          String select = tables.select(connection, table).range(range);
          return tables.stream(connection, table, select, consumer);
        });
  }

  @Override
  public long read(TableSchema table, KeyRange range, RowDemand demand, RowConsumer consumer) {
    return session.run(
        "read table " + table.id(),
        connection -> {
          connection.setAutoCommit(false);
          Set<String> gone = TableLock.take(connection, settings, table).gone(demand);
          PostgresSelect select = tables.select(connection, table, gone);
          long rows = tables.stream(connection, select, select.range(range), demand, consumer);
          connection.commit();
          connection.setAutoCommit(true);
          return rows;
        });
  }

  @Override
  public void readKeys(TableSchema table, Collection<Key> keys, RowConsumer consumer) {
    int size = table.key().size() == 1 ? SINGLE_KEYS : COMPOSITE_KEYS;
    RowConsumer exact = ExactKeys.filter(table, keys, consumer);
    session.act(
        "read rows of table " + table.id(),
        connection -> {
          PostgresSelect select = tables.select(connection, table);
          for (List<Key> batch : ExactKeys.batches(keys, size)) {
            tables.stream(connection, table, select.keys(batch), exact);
          }
        });
  }

  @Override
  public void readKeys(
      TableSchema table, Collection<Key> keys, RowDemand demand, RowConsumer consumer) {
    int size = table.key().size() == 1 ? SINGLE_KEYS : COMPOSITE_KEYS;
    RowConsumer exact = ExactKeys.filter(table, keys, consumer);
    session.act(
        "read rows of table " + table.id(),
        connection -> {
          connection.setAutoCommit(false);
          Set<String> gone = TableLock.take(connection, settings, table).gone(demand);
          PostgresSelect select = tables.select(connection, table, gone);
          for (List<Key> batch : ExactKeys.batches(keys, size)) {
            tables.stream(connection, select, select.keys(batch), demand, exact);
          }
          connection.commit();
          connection.setAutoCommit(true);
        });
  }

  /** A key that cannot be read is no boundary: what is left from there on is one range. */
  private static List<KeyRange> ranges(
      Connection connection, PostgresSelect select, @Nullable Key from, long distance, int most)
      throws SQLException {
    List<KeyRange> ranges = new ArrayList<>();
    KeyRange rest = new KeyRange(from, null);
    while (ranges.size() < most) {
      Key next = boundary(connection, select, rest, distance);
      if (next == null || !next.readable()) {
        ranges.add(rest);
        return ranges;
      }
      ranges.add(new KeyRange(rest.from(), next));
      rest = new KeyRange(next, null);
    }
    return ranges;
  }

  private static @Nullable Key boundary(
      Connection connection, PostgresSelect select, KeyRange rest, long distance)
      throws SQLException {
    List<Key> found = new ArrayList<>(1);
    CopyOutput.stream(
        connection,
        select.boundary(rest, distance),
        select.keyTypes(),
        row -> found.add(Key.of(row.clone())));
    return found.isEmpty() ? null : found.get(0);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
