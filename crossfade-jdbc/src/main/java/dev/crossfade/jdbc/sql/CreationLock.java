package dev.crossfade.jdbc.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Makes everybody who creates anything of Crossfade's in a PostgreSQL database take turns. */
public final class CreationLock {

  private static final long NUMBER = 0x63726F7373666164L;

  private CreationLock() {}

  /** Waits for the others; the lock is held until this transaction ends. */
  public static void take(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, NUMBER);
      lock.execute();
    }
  }
}
