package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows by binary COPY. */
final class CopyInto {

  private CopyInto() {}

  /** Hands rows over, one after the other. */
  @FunctionalInterface
  interface Filling {
    void with(BinaryCopyWriter writer) throws SQLException;
  }

  /**
   * Copies all of them, or nothing.
   *
   * @param copy statement
   * @param writer of its columns; may be used again afterwards
   */
  static void fill(Connection connection, String copy, BinaryCopyWriter writer, Filling filling)
      throws SQLException {
    CopyIn copying = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
    try {
      writer.to(copying);
      filling.with(writer);
      writer.finish();
    } finally {
      if (copying.isActive()) {
        copying.cancelCopy();
      }
    }
  }
}
