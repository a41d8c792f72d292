package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.OpenOnce;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.Standing;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** A read-only transaction that sees one state of the database until it is closed. */
final class PostgresSnapshot implements PinnedSnapshot {

  private static final String NO_COLUMN = "42703";

  private final SourceSession session;
  private final SourceSettings settings;
  private final PostgresTableReader tables;
  private final String token;

  /** Takes the snapshot. */
  PostgresSnapshot(PostgresConnections connections) {
    this.session = new SourceSession(new OpenOnce(connections::openReader), connections.failures());
    this.settings = connections.settings();
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
  public long read(TableSchema table, RowDemand demand, RowConsumer consumer) {
    return session.run(
        "read the pinned table " + table.id(),
        connection -> {
          Set<String> gone = TableLock.take(connection, settings, table).gone(demand);
          if (TableLock.rewritten(connection, table.id())) {
            throw changed(table, "its rows were written anew, and the snapshot does not see them");
          }
          PostgresSelect select = tables.select(connection, table, gone);
          try {
            return tables.stream(connection, select, select.all(), demand, consumer);
          } catch (SQLException e) {
            if (SqlErrors.state(e).equals(NO_COLUMN)) {
              throw changed(table, "a column is gone that it has in the snapshot");
            }
            throw e;
          }
        });
  }

  private ProblemException changed(TableSchema table, String why) {
    return Standing.problem(settings, table, why).raise();
  }

  @Override
  public void close() {
    session.close();
  }
}
