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

/** Writes many rows: binary COPY into a temporary table, then one statement per kind of change. */
final class ManyRows {

  private final Connection connection;
  private final EntityTables tables;
  private final BatchSql sql;
  private final TemporaryRows temporary;
  private final BinaryCopyWriter appendWriter;
  private final int[] keyIndexes;

  ManyRows(Connection connection, EntityTables tables, BatchSql sql, EnumOids enums) {
    this.connection = connection;
    this.tables = tables;
    this.sql = sql;
    this.temporary = new TemporaryRows(connection, sql.temporary(), enums);
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
    CopyInto.fill(
        connection,
        sql.append(),
        appendWriter,
        writer -> {
          for (PositionedRow each : rows) {
            writer.startRow().values(each.row()).value(load);
            writer.value(WriteBatch.text(each.position())).endRow();
          }
        });
  }

  private void fill(WriteBatch batch, long load) throws SQLException {
    temporary.fill(load, writer -> put(writer, batch));
  }

  private void put(BinaryCopyWriter writer, WriteBatch batch) throws SQLException {
    for (Key key : batch.write().deletes()) {
      put(writer, keyOnly(key), null, BatchSql.DELETES, -1);
    }
    int ordinal = 0;
    for (PositionedRow each : batch.complete()) {
      put(writer, each.row(), each, BatchSql.COMPLETE, ordinal++);
    }
    int group = BatchSql.COMPLETE;
    for (List<PositionedRow> rows : batch.incomplete().values()) {
      group++;
      for (PositionedRow each : rows) {
        put(writer, WriteBatch.withoutMarkers(each.row()), each, group, ordinal++);
      }
    }
  }

  private static void put(
      BinaryCopyWriter writer,
      @Nullable Object[] row,
      @Nullable PositionedRow from,
      int group,
      int ordinal)
      throws SQLException {
    writer.startRow().values(row);
    writer.value(from == null ? null : WriteBatch.text(from.position()));
    writer.value((long) group).value((long) ordinal).endRow();
  }

  private @Nullable Object[] keyOnly(Key key) {
    @Nullable Object[] row = new @Nullable Object[tables.columns().size()];
    for (int i = 0; i < keyIndexes.length; i++) {
      row[keyIndexes[i]] = key.value(i);
    }
    return row;
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
