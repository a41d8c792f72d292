package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.binary.BinaryCopyReader;
import dev.crossfade.spi.source.RowConsumer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyOut;

/** Streams the result of a query by binary COPY. */
final class CopyOutput {

  private CopyOutput() {}

  /**
   * @return number of rows
   * @throws SQLException when the stream breaks off; rows were delivered already then
   */
  static long stream(
      Connection connection, String select, List<LogicalType> types, RowConsumer consumer)
      throws SQLException {
    return stream(connection, select, new BinaryCopyReader(types, consumer::accept));
  }

  /** Streams the result into a reader that was not used before. */
  static long stream(Connection connection, String select, BinaryCopyReader reader)
      throws SQLException {
    CopyOut copy =
        PostgresConnections.postgres(connection)
            .getCopyAPI()
            .copyOut("COPY (" + select + ") TO STDOUT (FORMAT binary)");
    try {
      while (next(copy, reader)) {
        continue;
      }
      return reader.finish();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
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
