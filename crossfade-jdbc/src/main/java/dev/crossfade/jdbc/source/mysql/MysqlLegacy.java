package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.ExactKeys;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSession;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDialect;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.source.RowConsumer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Writes to MariaDB and MySQL. Their triggers cannot be silenced. */
public final class MysqlLegacy implements LegacyDialect {

  private static final int KEYS = 500;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final String SETTINGS =
      "SET sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,NO_AUTO_VALUE_ON_ZERO',"
          + " foreign_key_checks = 0, innodb_lock_wait_timeout = 2";

  /** What another session committed after ours began is seen, once it is locked. */
  private static final String ISOLATION = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";

  private static final String POSITION =
      "CREATE TABLE IF NOT EXISTS crossfade.reverse_position (migration varchar(64) NOT NULL,"
          + " source varchar(64) NOT NULL, stream_id varchar(255) NOT NULL, epoch bigint NOT NULL,"
          + " next_offset bigint NOT NULL, applied_position varchar(64) NOT NULL,"
          + " mark bigint NOT NULL DEFAULT 0, mark_written_at bigint,"
          + " owner_session bigint NOT NULL, PRIMARY KEY (migration, source))"
          + " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
  private static final String INBOX =
      "CREATE TABLE IF NOT EXISTS crossfade.reverse_inbox ("
          + "id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, migration varchar(64) NOT NULL,"
          + " source varchar(64) NOT NULL, entity varchar(255) NOT NULL, row_key text NOT NULL,"
          + " log_position varchar(64) NOT NULL, code varchar(16) NOT NULL, reason text NOT NULL,"
          + " kept_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))"
          + " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
  private static final String CREATED =
      "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'crossfade'"
          + " AND table_name IN ('reverse_position', 'reverse_inbox')";
  private static final String THERE =
      "SELECT count(*) FROM information_schema.processlist"
          + " WHERE id = ? AND user = SUBSTRING_INDEX(USER(), '@', 1)";
  private static final String MARK =
      "INSERT INTO "
          + MysqlCatalog.MARK_TABLE
          + " (migration, number, written_at) VALUES (?, 1, UTC_TIMESTAMP(6))"
          + " ON DUPLICATE KEY UPDATE number = number + 1, written_at = VALUES(written_at)";

  private final MysqlConnections connections;
  private final MysqlTableReader reader;

  public MysqlLegacy(SourceSettings settings) {
    this.connections = new MysqlConnections(settings, new SourceFailures(settings));
    this.reader = new MysqlTableReader(settings);
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
    return Identifiers.MYSQL;
  }

  @Override
  public Connection open() throws SQLException {
    return SourceSession.Opener.set(connections::open, SETTINGS, ISOLATION);
  }

  @Override
  public void create(Connection connection) throws SQLException {
    MysqlMarks.ensureTable(connection);
    if (!created(connection)) {
      execute(connection, "CREATE DATABASE IF NOT EXISTS crossfade");
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
        ResultSet row = statement.executeQuery(CREATED)) {
      row.next();
      return row.getLong(1) == 2;
    }
  }

  @Override
  public String unlessThere(String insert) {
    return insert + " ON DUPLICATE KEY UPDATE migration = migration";
  }

  @Override
  public boolean waitedInVain(SQLException error) {
    return error.getErrorCode() == LOCK_WAIT_TIMEOUT;
  }

  @Override
  public long session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void end(Connection connection, long session) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(THERE)) {
      statement.setLong(1, session);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong(1) == 0) {
          return;
        }
      }
    }
    execute(connection, "KILL " + session);
  }

  /** A server that answers a COMMIT with an error does not say that nothing happened. */
  @Override
  public boolean rolledBack(SQLException error) {
    return false;
  }

  /** A row of the mark table under a name that is no migration's. */
  @Override
  public void mark(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      statement.setString(1, settings().migration() + MysqlMarks.BACK);
      statement.executeUpdate();
    }
  }

  @Override
  public String lasting(Connection connection, TableSchema table) throws SQLException {
    return new MysqlRehearsal(connection, table.id()).lasting();
  }

  @Override
  public void impatient(Connection connection, boolean on) throws SQLException {
    MysqlRehearsal.impatient(connection, on);
  }

  @Override
  public void lock(Connection connection, TableSchema table, Collection<Key> keys, RowConsumer rows)
      throws SQLException {
    RowConsumer exact = ExactKeys.filter(table, keys, rows);
    MysqlSelect select = new MysqlSelect(table);
    for (List<Key> batch : ExactKeys.batches(keys, KEYS)) {
      String locking = select.keys(batch) + " FOR UPDATE";
      reader.stream(connection, table, table.columns(), locking, exact);
    }
  }

  @Override
  public String table(Connection connection, TableSchema table) {
    return Identifiers.MYSQL.quote(table.id());
  }

  @Override
  public String overriding() {
    return "";
  }

  @Override
  public String literal(Column column, Object value) {
    return MysqlText.literal(column, value);
  }

  @Override
  public String compared(Column column) {
    return MysqlSelect.ordered(column);
  }

  /** Times that the server would set to the present in every update. */
  @Override
  public List<String> heldStill(TableSchema table, BitSet written) {
    List<String> still = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      String type = column.nativeType().toLowerCase(Locale.ROOT);
      boolean time = type.startsWith("timestamp") || type.startsWith("datetime");
      if (time && !written.get(i) && !column.generated()) {
        still.add(column.name());
      }
    }
    return still;
  }

  @Override
  public List<Problem> preflight(Connection connection, LegacyTable table) throws SQLException {
    return new MysqlLegacyChecks(connection, settings().user()).problems(table);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
