package dev.crossfade.oracle.workload;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** COPY of a few rows within the running transaction. */
final class Copy {

  private Copy() {}

  static void in(Connection connection, String sql, CharSequence rows) throws SQLException {
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new StringReader(rows.toString()));
    } catch (IOException e) {
      throw new SQLException("COPY broke off", "08006", e);
    }
  }
}
