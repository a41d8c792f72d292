package dev.crossfade.jdbc.source.mysql;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows by streamed results; every call has a view of its own. */
final class MysqlReader implements SnapshotReader {

  private static final int KEYS = 500;

  private final SourceSession session;
  private final SourceSettings settings;
  private final MysqlTableReader rows;

  MysqlReader(MysqlConnections connections) {
    this.settings = connections.settings();
    this.session = connections.session();
    this.rows = new MysqlTableReader(connections.settings());
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
          TableView.take(connection, settings, table).require(new MysqlSelect(table).key());
          List<KeyRange> ranges = ranges(connection, table, from, rowsPerChunk, most);
          connection.commit();
          connection.setAutoCommit(true);
          return ranges;
        });
  }

  @Override
  public long read(TableSchema table, KeyRange range, RowConsumer consumer) {
    String select = new MysqlSelect(table).range(range);
    return session.run(
        "read table " + table.id(),
        connection -> rows.stream(connection, table, table.columns(), select, consumer));
  }

  @Override
  public long read(TableSchema table, KeyRange range, RowDemand demand, RowConsumer consumer) {
    return session.run(
        "read table " + table.id(),
        connection -> {
          connection.setAutoCommit(false);
          Set<String> gone = TableView.take(connection, settings, table).gone(demand);
          String select = new MysqlSelect(table, gone).range(range);
          long count = rows.stream(connection, table, table.columns(), select, consumer);
          connection.commit();
          connection.setAutoCommit(true);
          return count;
        });
  }

  @Override
  public void readKeys(TableSchema table, Collection<Key> keys, RowConsumer consumer) {
    RowConsumer exact = ExactKeys.filter(table, keys, consumer);
    MysqlSelect select = new MysqlSelect(table);
    session.act(
        "read rows of table " + table.id(),
        connection -> {
          for (List<Key> batch : ExactKeys.batches(keys, KEYS)) {
            rows.stream(connection, table, table.columns(), select.keys(batch), exact);
          }
        });
  }

  @Override
  public void readKeys(
      TableSchema table, Collection<Key> keys, RowDemand demand, RowConsumer consumer) {
    RowConsumer exact = ExactKeys.filter(table, keys, consumer);
    session.act(
        "read rows of table " + table.id(),
        connection -> {
          connection.setAutoCommit(false);
          Set<String> gone = TableView.take(connection, settings, table).gone(demand);
          MysqlSelect select = new MysqlSelect(table, gone);
          for (List<Key> batch : ExactKeys.batches(keys, KEYS)) {
            rows.stream(connection, table, table.columns(), select.keys(batch), exact);
          }
          connection.commit();
          connection.setAutoCommit(true);
        });
  }

  /** A key that cannot be read is no boundary: what is left from there on is one range. */
  private List<KeyRange> ranges(
      Connection connection, TableSchema table, @Nullable Key from, long rowsPerChunk, int most)
      throws SQLException {
    MysqlSelect select = new MysqlSelect(table);
    List<KeyRange> ranges = new ArrayList<>();
    KeyRange rest = new KeyRange(from, null);
    long distance = rowsPerChunk;
    while (ranges.size() < most) {
      List<Key> found = new ArrayList<>(1);
      long count =
          rows.stream(
              connection,
              table,
              select.key(),
              select.boundary(rest, distance),
              row -> found.add(Key.of(row.clone())));
      if (count == 0 || !found.get(0).readable()) {
        ranges.add(rest);
        return ranges;
      }
      Key next = found.get(0);
      if (ZeroKeys.possible(select.key(), next)) {
        distance++;
        continue;
      }
      ranges.add(new KeyRange(rest.from(), next));
      rest = new KeyRange(next, null);
      distance = rowsPerChunk;
    }
    return ranges;
  }

  @Override
  public void close() {
    session.close();
  }
}
