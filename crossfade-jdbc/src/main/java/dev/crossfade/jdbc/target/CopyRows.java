package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.binary.BinaryCopyReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads the rows of a query by binary COPY. */
final class CopyRows {

  private CopyRows() {}

  /** Streams all rows and returns their number; the row array is reused. */
  static long read(
      Connection connection, String query, List<LogicalType> types, BinaryCopyReader.RowSink sink)
      throws SQLException {
    return read(connection, query, new BinaryCopyReader(types, sink));
  }

  /** Streams all rows into a reader that was not used before. */
  static long read(Connection connection, String query, BinaryCopyReader reader)
      throws SQLException {
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
    try {
      while (next(copy, reader)) {
        continue;
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    return reader.finish();
  }

  /** In a method of its own, so that a large piece is let go before the next one is received. */
  private static boolean next(CopyOut copy, BinaryCopyReader reader) throws SQLException {
    byte[] piece = copy.readFromCopy();
    if (piece != null) {
      reader.accept(piece);
    }
    return piece != null;
  }
}
