package dev.crossfade.jdbc.source;

import dev.crossfade.spi.cutover.RoomReport;
import java.sql.Connection;
import java.sql.SQLException;

/** How one kind of database tells what room it has. */
public interface RoomDialect {

  /** What failures of its database mean. */
  SourceFailures failures();

  /** A connection of the caller's own. */
  Connection open() throws SQLException;

  /**
   * Looks what room there is.
   *
   * @param mostMegabytes of its log that it may keep for readers, where it keeps any for them
   */
  RoomReport look(Connection connection, long mostMegabytes) throws SQLException;

  /** A query whose one value is the time in microseconds since 1970. */
  String clock();
}
