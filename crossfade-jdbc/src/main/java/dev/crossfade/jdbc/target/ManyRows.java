package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Key;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.binary.EnumOids;
import dev.crossfade.jdbc.target.sql.BatchSql;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.target.EntityWrite.PositionedRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many rows: binary COPY into a temporary table, then one statement per kind of change. */
final class ManyRows {

  private final Connection connection;
  private final EntityTables tables;
  private final BatchSql sql;
  private final BinaryCopyWriter batchWriter;
  private final BinaryCopyWriter appendWriter;
  private final int[] keyIndexes;
  private long filledBy;

  ManyRows(Connection connection, EntityTables tables, BatchSql sql, EnumOids enums) {
    this.connection = connection;
    this.tables = tables;
    this.sql = sql;
    this.batchWriter = new BinaryCopyWriter(sql.temporaryColumns(), enums);
    this.appendWriter = new BinaryCopyWriter(tables.stored(), enums);
    this.keyIndexes = tables.shape().table().keyIndexes();
  }

  /** Deletes, then upserts; returns the keys of incomplete rows that were not found. */
  Set<Key> write(WriteBatch batch, long load) throws SQLException {
    fill(batch, load);
    if (!batch.write().deletes().isEmpty()) {
      Unprepared.update(connection, sql.delete());
    }
    if (!batch.complete().isEmpty()) {
      Unprepared.update(connection, sql.upsert(), load);
    }
    Set<Integer> found = new HashSet<>();
    int group = BatchSql.COMPLETE;
    for (BitSet known : batch.incomplete().keySet()) {
      found.addAll(Unprepared.numbers(connection, sql.update(++group, known), load));
    }
    return keys(batch, missing(batch, found));
  }

  /**
   * The same by removing every row first, so that unique values may change places. Costs more:
   * incomplete rows are completed from the table before.
   */
  Set<Key> rewrite(WriteBatch batch, long load) throws SQLException {
    fill(batch, load);
    Set<Integer> found = new HashSet<>();
    int group = BatchSql.COMPLETE;
    for (BitSet known : batch.incomplete().keySet()) {
      found.addAll(Unprepared.numbers(connection, sql.complete(++group, known)));
    }
    List<Integer> missing = missing(batch, found);
    if (!missing.isEmpty()) {
      Unprepared.update(connection, sql.forget(), (Object) missing.toArray(Integer[]::new));
    }
    Unprepared.update(connection, sql.deleteAll());
    Unprepared.update(connection, sql.insert(), load);
    return keys(batch, missing);
  }

  /** Adds rows to an append-only table. */
  void append(List<PositionedRow> rows, long load) throws SQLException {
    CopyIn copy = begin(sql.append());
    try {
      appendWriter.to(copy);
      for (PositionedRow each : rows) {
        appendWriter.startRow().values(each.row()).value(load);
        appendWriter.value(WriteBatch.text(each.position())).endRow();
      }
      appendWriter.finish();
    } finally {
      end(copy);
    }
  }

  /** A commit empties the temporary table; only a second batch of a session has to do it. */
  private void fill(WriteBatch batch, long load) throws SQLException {
    Sql.execute(connection, sql.createTemporary());
    if (load == filledBy) {
      Sql.execute(connection, sql.clearTemporary());
    }
    filledBy = load;
    CopyIn copy = begin(sql.copy());
    try {
      batchWriter.to(copy);
      for (Key key : batch.write().deletes()) {
        put(keyOnly(key), null, BatchSql.DELETES, -1);
      }
      int ordinal = 0;
      for (PositionedRow each : batch.complete()) {
        put(each.row(), each, BatchSql.COMPLETE, ordinal++);
      }
      int group = BatchSql.COMPLETE;
      for (List<PositionedRow> rows : batch.incomplete().values()) {
        group++;
        for (PositionedRow each : rows) {
          put(WriteBatch.withoutMarkers(each.row()), each, group, ordinal++);
        }
      }
      batchWriter.finish();
    } finally {
      end(copy);
    }
  }

  private void put(@Nullable Object[] row, @Nullable PositionedRow from, int group, int ordinal)
      throws SQLException {
    batchWriter.startRow().values(row);
    batchWriter.value(from == null ? null : WriteBatch.text(from.position()));
    batchWriter.value((long) group).value((long) ordinal).endRow();
  }

  private @Nullable Object[] keyOnly(Key key) {
    @Nullable Object[] row = new @Nullable Object[tables.columns().size()];
    for (int i = 0; i < keyIndexes.length; i++) {
      row[keyIndexes[i]] = key.value(i);
    }
    return row;
  }

  private CopyIn begin(String copy) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
  }

  private static void end(CopyIn copy) throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private static List<Integer> missing(WriteBatch batch, Set<Integer> found) {
    List<Integer> missing = new ArrayList<>();
    for (int ordinal = batch.complete().size();
        ordinal < batch.write().upserts().size();
        ordinal++) {
      if (!found.contains(ordinal)) {
        missing.add(ordinal);
      }
    }
    return missing;
  }

  private Set<Key> keys(WriteBatch batch, List<Integer> ordinals) {
    if (ordinals.isEmpty()) {
      return Set.of();
    }
    List<PositionedRow> rows = batch.ordered();
    Set<Key> keys = new HashSet<>();
    ordinals.forEach(ordinal -> keys.add(WriteBatch.key(rows.get(ordinal), keyIndexes)));
    return keys;
  }
}
