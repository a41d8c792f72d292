package dev.crossfade.jdbc.source;

import java.sql.Connection;
import java.sql.SQLException;

/** What making tables fit is in one kind of database. */
public interface ReadyDialect {

  SourceFailures failures();

  /** Opens a connection that waits for a table so briefly that others behind it hardly wait. */
  Connection open() throws SQLException;

  /** Looks, and does what the book says. */
  void go(Connection connection, ReadyBook book) throws SQLException;
}
