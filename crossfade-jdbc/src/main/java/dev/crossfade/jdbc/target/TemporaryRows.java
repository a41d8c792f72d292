package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.binary.EnumOids;
import dev.crossfade.jdbc.target.sql.TemporaryTable;
import java.sql.Connection;
import java.sql.SQLException;

/** Fills a temporary table with the rows of a batch. One session. */
final class TemporaryRows {

  private final Connection connection;
  private final TemporaryTable table;
  private final BinaryCopyWriter writer;
  private long filledBy;

  TemporaryRows(Connection connection, TemporaryTable table, EnumOids enums) {
    this.connection = connection;
    this.table = table;
    this.writer = new BinaryCopyWriter(table.columns(), enums);
  }

  /** A commit empties the table; only a second batch of a load has to do it. */
  void fill(long load, CopyInto.Filling filling) throws SQLException {
    Sql.execute(connection, table.create());
    if (load == filledBy) {
      Sql.execute(connection, table.clear());
    }
    filledBy = load;
    CopyInto.fill(connection, table.copy(), writer, filling);
  }
}
