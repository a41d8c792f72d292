package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.ExactKeys;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDialect;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.source.RowConsumer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to PostgreSQL. */
public final class PostgresLegacy implements LegacyDialect {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresLegacy.class);
  private static final int KEYS = 500;
  private static final String NOT_PERMITTED = "42501";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String SETTINGS =
      "SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '60s'";
  private static final String END =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE pid = ? AND application_name = current_setting('application_name')"
          + " AND datname = current_database()";
  private static final String POSITION =
      "CREATE TABLE IF NOT EXISTS crossfade.reverse_position (migration text NOT NULL,"
          + " source text NOT NULL, stream_id text NOT NULL, epoch bigint NOT NULL,"
          + " next_offset bigint NOT NULL, applied_position text NOT NULL,"
          + " mark bigint NOT NULL DEFAULT 0, mark_written_at bigint,"
          + " owner_session bigint NOT NULL, PRIMARY KEY (migration, source))";
  private static final String INBOX =
      "CREATE TABLE IF NOT EXISTS crossfade.reverse_inbox ("
          + "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, migration text NOT NULL,"
          + " source text NOT NULL, entity text NOT NULL, row_key text NOT NULL,"
          + " log_position text NOT NULL, code text NOT NULL, reason text NOT NULL,"
          + " kept_at timestamptz NOT NULL DEFAULT now())";

  private final PostgresConnections connections;

  public PostgresLegacy(SourceSettings settings) {
    this.connections = new PostgresConnections(settings, new SourceFailures(settings));
  }

  @Override
  public SourceSettings settings() {
    return connections.settings();
  }

  @Override
  public SourceFailures failures() {
    return connections.failures();
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.POSTGRES;
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = connections.openReader();
    try {
      execute(connection, SETTINGS);
      name(connection);
      silence(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void name(Connection connection) throws SQLException {
    String name = "crossfade back " + settings().migration() + " " + settings().source();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('application_name', ?, false)")) {
      statement.setString(1, name);
      statement.execute();
    }
  }

  private static void silence(Connection connection) throws SQLException {
    try {
      execute(connection, "SET session_replication_role = replica");
    } catch (SQLException e) {
      if (!NOT_PERMITTED.equals(e.getSQLState())) {
        throw e;
      }
      LOG.info("triggers of the source cannot be silenced state={}", e.getSQLState());
    }
  }

  @Override
  public void create(Connection connection) throws SQLException {
    if (!created(connection)) {
      execute(connection, "CREATE SCHEMA IF NOT EXISTS crossfade");
      execute(connection, POSITION);
      execute(connection, INBOX);
    }
  }

  @Override
  public void drop(Connection connection) throws SQLException {
    execute(connection, "DROP TABLE crossfade.reverse_inbox, crossfade.reverse_position");
  }

  @Override
  public boolean created(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT to_regclass('crossfade.reverse_position') IS NOT NULL"
                    + " AND to_regclass('crossfade.reverse_inbox') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @Override
  public String unlessThere(String insert) {
    return insert + " ON CONFLICT DO NOTHING";
  }

  @Override
  public boolean waitedInVain(SQLException error) {
    return LOCK_NOT_AVAILABLE.equals(error.getSQLState());
  }

  @Override
  public long session(Connection connection) throws SQLException {
    return PostgresConnections.postgres(connection).getBackendPID();
  }

  @Override
  public void end(Connection connection, long session) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      statement.setLong(1, session);
      statement.execute();
    }
  }

  @Override
  public boolean rolledBack(SQLException error) {
    return SqlErrors.rolledBack(error);
  }

  /** Readers of marks pass over it: it has no number. */
  @Override
  public void mark(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_logical_emit_message(true, 'crossfade', ?)")) {
      statement.setString(1, settings().migration() + " back");
      statement.execute();
    }
  }

  @Override
  public String lasting(Connection connection, TableSchema table) throws SQLException {
    return new PostgresLegacyChecks(connection, settings().user()).lasting(table.id());
  }

  /** What is set here ends with the transaction. */
  @Override
  public void impatient(Connection connection, boolean on) throws SQLException {
    if (on) {
      execute(connection, "SET LOCAL idle_in_transaction_session_timeout = '5s'");
    }
  }

  @Override
  public void lock(Connection connection, TableSchema table, Collection<Key> keys, RowConsumer rows)
      throws SQLException {
    RowConsumer exact = ExactKeys.filter(table, keys, rows);
    PostgresTableReader reader = new PostgresTableReader();
    PostgresSelect select = reader.select(connection, table);
    for (List<Key> batch : ExactKeys.batches(keys, KEYS)) {
      execute(connection, select.lock(batch));
      reader.stream(connection, table, select.keys(batch), exact);
    }
  }

  @Override
  public String table(Connection connection, TableSchema table) throws SQLException {
    return new PostgresTableReader().changed(connection, table);
  }

  /** Identity columns that are always generated take the values they had. */
  @Override
  public String overriding() {
    return " OVERRIDING SYSTEM VALUE";
  }

  @Override
  public String literal(Column column, Object value) {
    return PostgresText.literal(column.type(), value);
  }

  @Override
  public String compared(Column column) {
    return Identifiers.POSTGRES.quote(column.name());
  }

  @Override
  public List<String> heldStill(TableSchema table, BitSet written) {
    return List.of();
  }

  @Override
  public List<Problem> preflight(Connection connection, LegacyTable table) throws SQLException {
    return new PostgresLegacyChecks(connection, settings().user()).problems(table);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
