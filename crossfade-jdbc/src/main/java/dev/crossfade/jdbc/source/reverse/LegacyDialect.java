package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceFailures;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.source.RowConsumer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** What writing to a source does otherwise in each kind of database. Thread-safe. */
public interface LegacyDialect {

  SourceSettings settings();

  SourceFailures failures();

  Identifiers identifiers();

  /**
   * A connection on which neither triggers fire nor references are checked, where allowed, and on
   * which statements wait for a lock for two seconds.
   */
  Connection open() throws SQLException;

  /** Creates what is kept in the source unless it exists. */
  void create(Connection connection) throws SQLException;

  /** Removes it, which is empty. */
  void drop(Connection connection) throws SQLException;

  /** Whether it exists. */
  boolean created(Connection connection) throws SQLException;

  /** An insert that does nothing where the key is there already. */
  String unlessThere(String insert);

  /** Whether a statement gave up waiting. */
  boolean waitedInVain(SQLException error);

  /** The server's number of this session. */
  long session(Connection connection) throws SQLException;

  /** Ends a session of ours if it is still there. */
  void end(Connection connection, long session) throws SQLException;

  /** Whether a failed commit certainly had no effect. */
  boolean rolledBack(SQLException error);

  /** Says in the log that the current transaction is ours. */
  void mark(Connection connection) throws SQLException;

  /**
   * What of a transaction that writes rows of a table would outlast its rollback, or show before
   * it, in words that follow the table's name; empty when nothing.
   */
  String lasting(Connection connection, TableSchema table) throws SQLException;

  /**
   * Whether the server ends the transaction of this connection once its owner has been silent for
   * some seconds. Told within it.
   */
  void impatient(Connection connection, boolean on) throws SQLException;

  /** Locks and reads the rows with these keys. */
  void lock(Connection connection, TableSchema table, Collection<Key> keys, RowConsumer rows)
      throws SQLException;

  /** The table's name in statements that change rows. */
  String table(Connection connection, TableSchema table) throws SQLException;

  /** What stands between the columns of an insert and its values. */
  String overriding();

  /** A literal; the value is not null. */
  String literal(Column column, Object value);

  /** What a key column is compared by. */
  String compared(Column column);

  /** Columns an update has to set to themselves so that they stay as they are. */
  List<String> heldStill(TableSchema table, BitSet written);

  /** What stands in the way of writing to a table. */
  List<Problem> preflight(Connection connection, LegacyTable table) throws SQLException;
}
