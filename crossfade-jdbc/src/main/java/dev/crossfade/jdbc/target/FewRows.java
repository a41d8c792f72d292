package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.RowSql;
import dev.crossfade.spi.target.EntityWrite.PositionedRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a handful of rows by prepared statements, one round trip per kind of change. */
final class FewRows {

  private final Connection connection;
  private final EntityTables tables;
  private final RowSql sql;
  private final BinaryCopyWriter check;
  private final String insert;
  private final String upsert;
  private final String delete;

  FewRows(Connection connection, EntityTables tables, RowSql sql, BinaryCopyWriter check) {
    this.connection = connection;
    this.tables = tables;
    this.sql = sql;
    this.check = check;
    this.insert = sql.insert();
    this.upsert = tables.shape().appendOnly() ? "" : sql.upsert();
    this.delete = tables.shape().appendOnly() ? "" : sql.delete();
  }

  /** Deletes, then upserts; returns the keys of incomplete rows that were not found. */
  Set<Key> write(WriteBatch batch, long load) throws SQLException {
    delete(batch.write().deletes());
    rows(upsert, batch.complete(), load);
    Set<Key> missing = new HashSet<>();
    for (Map.Entry<BitSet, List<PositionedRow>> group : batch.incomplete().entrySet()) {
      update(group.getKey(), group.getValue(), load, missing);
    }
    return missing;
  }

  void append(List<PositionedRow> rows, long load) throws SQLException {
    rows(insert, rows, load);
  }

  /** Removes one equal row for each. */
  void remove(List<@Nullable Object[]> rows) throws SQLException {
    for (@Nullable Object[] row : rows) {
      try (PreparedStatement statement = connection.prepareStatement(sql.remove(row))) {
        RowParameters parameters = new RowParameters(statement);
        for (int i = 0; i < row.length; i++) {
          if (row[i] != null) {
            parameters.value(tables.columns().get(i), row[i]);
          }
        }
        statement.executeUpdate();
      }
    }
  }

  private void delete(List<Key> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      RowParameters parameters = new RowParameters(statement);
      for (Key key : keys) {
        bindKey(parameters, key);
        parameters.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void rows(String statementText, List<PositionedRow> rows, long load) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(statementText)) {
      RowParameters parameters = new RowParameters(statement);
      for (PositionedRow each : rows) {
        check.startRow().values(each.row());
        for (int i = 0; i < each.row().length; i++) {
          parameters.value(tables.columns().get(i), each.row()[i]);
        }
        provenance(parameters, each, load).addBatch();
      }
      check.startRow();
      statement.executeBatch();
    }
  }

  private void update(BitSet known, List<PositionedRow> rows, long load, Set<Key> missing)
      throws SQLException {
    int[] keyIndexes = tables.shape().table().keyIndexes();
    try (PreparedStatement statement = connection.prepareStatement(sql.update(known))) {
      RowParameters parameters = new RowParameters(statement);
      for (PositionedRow each : rows) {
        check.startRow().values(each.row(), known);
        for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
          parameters.value(tables.columns().get(i), each.row()[i]);
        }
        bindKey(provenance(parameters, each, load), WriteBatch.key(each, keyIndexes));
        parameters.addBatch();
      }
      int[] counts = statement.executeBatch();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 0) {
          missing.add(WriteBatch.key(rows.get(i), keyIndexes));
        }
      }
    }
  }

  private static RowParameters provenance(RowParameters parameters, PositionedRow row, long load)
      throws SQLException {
    return parameters
        .value(EntityTables.LOAD, load)
        .value(EntityTables.POSITION, WriteBatch.text(row.position()));
  }

  private void bindKey(RowParameters parameters, Key key) throws SQLException {
    List<Column> columns = tables.key();
    for (int i = 0; i < columns.size(); i++) {
      parameters.value(columns.get(i), key.value(i));
    }
  }
}
