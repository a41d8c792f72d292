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
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
    BinaryCopyReader reader = new BinaryCopyReader(types, sink);
    try {
      byte[] piece = copy.readFromCopy();
      while (piece != null) {
        reader.accept(piece);
        piece = copy.readFromCopy();
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    return reader.finish();
  }
}
