package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.OpenOnce;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RowConsumer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A read-only transaction that sees one state of the database until it is closed. */
final class PostgresSnapshot implements PinnedSnapshot {

  private final SourceSession session;
  private final PostgresTableReader tables;
  private final String token;

  /** Takes the snapshot. */
  PostgresSnapshot(PostgresConnections connections) {
    this.session = new SourceSession(new OpenOnce(connections::openReader), connections.failures());
    this.tables = new PostgresTableReader();
    this.token = session.run("pin a snapshot", PostgresSnapshot::begin);
  }

  private static String begin(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return now(connection);
  }

  /** What statements see now. */
  static String now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT txid_current_snapshot()::text")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public long read(TableSchema table, RowConsumer consumer) {
    return session.run(
        "read the pinned table " + table.id(),
        connection ->
            tables.stream(connection, table, tables.select(connection, table).all(), consumer));
  }

  @Override
  public void close() {
    session.close();
  }
}
