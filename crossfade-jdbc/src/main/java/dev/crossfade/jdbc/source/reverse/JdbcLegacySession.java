package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.LegacyWrite;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.target.RowsRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transaction on the applier's connection. */
final class JdbcLegacySession implements LegacySession {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLegacySession.class);
  private static final String VALUE_OUT_OF_RANGE = "22008";

  private final Connection connection;
  private final LegacyDialect dialect;
  private final boolean rehearsal;
  private boolean ended;

  JdbcLegacySession(Connection connection, LegacyDialect dialect) {
    this(connection, dialect, false);
  }

  private JdbcLegacySession(Connection connection, LegacyDialect dialect, boolean rehearsal) {
    this.connection = connection;
    this.dialect = dialect;
    this.rehearsal = rehearsal;
  }

  /** One that cannot be committed. */
  static JdbcLegacySession rehearsal(Connection connection, LegacyDialect dialect) {
    return new JdbcLegacySession(connection, dialect, true);
  }

  @Override
  public Map<Key, @Nullable Object[]> lock(TableSchema table, Collection<Key> keys) {
    Map<Key, @Nullable Object[]> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    int[] indexes = table.keyIndexes();
    try {
      dialect.lock(connection, table, keys, row -> found.put(Key.of(row, indexes), row.clone()));
      return found;
    } catch (SQLException e) {
      throw failed("read rows of table " + table.id(), e);
    }
  }

  @Override
  public void write(LegacyWrite write) {
    try {
      String name = dialect.table(connection, write.table());
      List<String> statements = new LegacySql(dialect, write.table(), name).statements(write);
      if (!statements.isEmpty()) {
        run(statements);
      }
    } catch (DateTimeException e) {
      throw new RowsRefusedException(VALUE_OUT_OF_RANGE, "", e);
    } catch (SQLException e) {
      throw failed("write rows of table " + write.table().id(), e);
    }
  }

  private void run(List<String> statements) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String sql : statements) {
        statement.addBatch(sql);
      }
      statement.executeBatch();
    } catch (SQLException e) {
      if (SqlErrors.kind(e) != Kind.DATA) {
        throw e;
      }
      connection.rollback(before);
      throw new RowsRefusedException(SqlErrors.state(e), "", withoutValues(e));
    }
    connection.releaseSavepoint(before);
  }

  private static SQLException withoutValues(SQLException error) {
    SQLException safe = new SQLException(SqlErrors.describe(error), error.getSQLState());
    safe.setStackTrace(error.getStackTrace());
    return safe;
  }

  @Override
  public void keep(List<Unrestored> rows) {
    try {
      ReverseRows kept = new ReverseRows(connection, dialect);
      for (Unrestored row : rows) {
        kept.keep(row);
      }
    } catch (SQLException e) {
      throw failed("keep what could not be brought back", e);
    }
  }

  @Override
  public Outcome<Void> commit() {
    if (rehearsal) {
      throw new IllegalStateException("a rehearsal is rolled back");
    }
    try {
      dialect.mark(connection);
    } catch (SQLException e) {
      throw failed("mark our transaction", e);
    }
    ended = true;
    try {
      connection.commit();
      return Outcome.done();
    } catch (SQLException e) {
      discard();
      return dialect.rolledBack(e)
          ? new Outcome.NotDone<>(dialect.failures().of("commit", e).problem())
          : new Outcome.Unknown<>(unknown(e));
    }
  }

  private Problem unknown(SQLException error) {
    return Problem.of(
        SourceProblem.COMMIT_UNKNOWN,
        "The answer to a COMMIT of source " + dialect.settings().label() + " was lost",
        SqlErrors.describe(error),
        "Crossfade reads the source to find out; nothing is applied twice");
  }

  private RuntimeException failed(String doing, SQLException error) {
    ended = true;
    discard();
    return dialect.failures().of(doing, error);
  }

  private void discard() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("connection did not close cleanly state={}", e.getSQLState());
    }
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      connection.rollback();
      if (rehearsal) {
        dialect.impatient(connection, false);
      }
    } catch (SQLException e) {
      discard();
    }
  }
}
