package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.OpenOnce;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A transaction that sees one state of the transactional tables, with the place in the binary log
 * that is exactly that state. MariaDB tells that place; on MySQL a global read lock holds the log
 * still for the moment between the two, as {@code mysqldump --single-transaction} does.
 */
final class MysqlSnapshot implements PinnedSnapshot {

  private static final String BEGIN = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

  /** Writers wait behind a lock that waits, so it does not wait long for a slow statement. */
  private static final int LOCK_SECONDS = 5;

  private final SourceSession session;
  private final SourceSettings settings;
  private final MysqlTableReader rows;
  private final String token;

  /** Takes the snapshot. */
  MysqlSnapshot(MysqlConnections connections) {
    this.settings = connections.settings();
    this.session = new SourceSession(new OpenOnce(connections::open), connections.failures());
    this.rows = new MysqlTableReader(settings);
    this.token = session.run("pin a snapshot", connection -> begin(connection, settings));
  }

  private static String begin(Connection connection, SourceSettings settings) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!MysqlColumnQuery.mariaDb(connection)) {
        return beginLocked(connection, statement);
      }
      statement.execute(BEGIN);
      String file = status(statement, "binlog_snapshot_file");
      String position = status(statement, "binlog_snapshot_position");
      if (file.isEmpty() || position.isEmpty()) {
        throw Problem.of(
                SourceProblem.PIN_UNSUPPORTED,
                "Source " + settings.label() + " cannot pin a snapshot for tables without key",
                "the server does not tell the binary log's place of a snapshot, which MariaDB does"
                    + " with log_bin=ON",
                "add a primary key to the tables that have none, or leave them out")
            .raise();
      }
      return file + ":" + position;
    }
  }

  /** Nothing commits while the lock is held: a few milliseconds, once it is granted. */
  private static String beginLocked(Connection connection, Statement statement)
      throws SQLException {
    statement.execute("SET lock_wait_timeout = " + LOCK_SECONDS);
    statement.execute("FLUSH TABLES WITH READ LOCK");
    try {
      statement.execute(BEGIN);
      return Binlogs.ask(connection).end();
    } finally {
      statement.execute("UNLOCK TABLES");
    }
  }

  private static String status(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW STATUS LIKE '" + name + "'")) {
      return row.next() ? row.getString(2) : "";
    }
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public long read(TableSchema table, RowConsumer consumer) {
    String select = new MysqlSelect(table).all();
    return session.run(
        "read the pinned table " + table.id(),
        connection -> rows.stream(connection, table, table.columns(), select, consumer));
  }

  @Override
  public long read(TableSchema table, RowDemand demand, RowConsumer consumer) {
    return session.run(
        "read the pinned table " + table.id(),
        connection -> {
          Set<String> gone = TableView.take(connection, settings, table).gone(demand);
          String select = new MysqlSelect(table, gone).all();
          return rows.stream(connection, table, table.columns(), select, consumer);
        });
  }

  @Override
  public void close() {
    session.close();
  }
}
