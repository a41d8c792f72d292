package dev.crossfade.jdbc.source;

import dev.crossfade.spi.cutover.RoomReport;
import java.sql.Connection;
import java.sql.SQLException;

/** How one kind of database tells what room it has. */
public interface RoomDialect {

  SourceFailures failures();

  Connection open() throws SQLException;

  RoomReport look(Connection connection, long mostMegabytes) throws SQLException;

  /** A query whose one value is the time in microseconds since 1970. */
  String clock();
}
