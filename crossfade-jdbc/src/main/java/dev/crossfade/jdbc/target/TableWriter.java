package dev.crossfade.jdbc.target;

import dev.crossfade.core.compare.RowFields;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.schema.Key;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.binary.EnumOids;
import dev.crossfade.jdbc.binary.ValueRefusedException;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.jdbc.target.sql.BatchSql;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.RemovalSql;
import dev.crossfade.jdbc.target.sql.RowSql;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.RowsRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one entity's folded changes into the table of one zone. A refusal of data leaves the
 * transaction as it was before the call.
 *
 * <p>Unique constraints are plain, not deferrable: a deferrable one is not enforced at all while
 * {@code session_replication_role} is {@code replica}. Values that change places inside a batch
 * violate it for a moment; such a batch is written again with all its rows removed first.
 */
final class TableWriter {

  /** Up to so many rows prepared statements are quicker than a temporary table. */
  static final int FEW = 40;

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String SAVE = "SAVEPOINT cf_write";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT cf_write";
  private static final String GIVE_UP = UNDO + "; RELEASE SAVEPOINT cf_write";
  private static final String KEEP = "RELEASE SAVEPOINT cf_write";

  private final Connection connection;
  private final EntityTables tables;
  private final EntityTables.Zone zone;
  private final BinaryCopyWriter check;
  private final FewRows few;
  private final ManyRows many;
  private final ManyRemovals removals;

  TableWriter(Connection connection, EntityTables tables, EntityTables.Zone zone, EnumOids enums) {
    this.connection = connection;
    this.tables = tables;
    this.zone = zone;
    this.check = new BinaryCopyWriter(tables.columns(), enums);
    this.few = new FewRows(connection, tables, new RowSql(tables, zone), check);
    this.many = new ManyRows(connection, tables, new BatchSql(tables, zone), enums);
    this.removals = new ManyRemovals(connection, new RemovalSql(tables, zone), enums, few);
  }

  /** Lets go of the room that a row needed. */
  void forget() {
    check.startRow();
  }

  /** A row as it is stored; stands until something is written. */
  RowFields fields(@Nullable Object[] row) {
    return check.startRow().values(row, WriteBatch.known(row)).fields();
  }

  /** Returns the keys of incomplete rows for which no row exists. */
  Set<Key> write(EntityWrite write, long load) throws SQLException {
    WriteBatch batch = WriteBatch.of(write);
    Sql.execute(connection, SAVE);
    try {
      Set<Key> missing = attempt(batch, load);
      Sql.execute(connection, KEEP);
      return missing;
    } catch (ValueRefusedException e) {
      Sql.execute(connection, GIVE_UP);
      throw new RowsRefusedException(e.sqlState(), e.column(), e);
    } catch (SQLException e) {
      if (SqlErrors.kind(e) != Kind.DATA) {
        throw e;
      }
      Sql.execute(connection, GIVE_UP);
      throw Failures.refused(e);
    }
  }

  private Set<Key> attempt(WriteBatch batch, long load) throws SQLException {
    try {
      return apply(batch, load);
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState()) || batch.size() < 2) {
        throw e;
      }
    }
    Sql.execute(connection, UNDO);
    reset(batch.write());
    return many.rewrite(batch, load);
  }

  private Set<Key> apply(WriteBatch batch, long load) throws SQLException {
    EntityWrite write = batch.write();
    reset(write);
    Set<Key> missing = Set.of();
    if (batch.size() > FEW) {
      missing = many.write(batch, load);
    } else if (batch.size() > 0) {
      missing = few.write(batch, load);
    }
    if (write.appends().size() > FEW) {
      many.append(write.appends(), load);
    } else if (!write.appends().isEmpty()) {
      few.append(write.appends(), load);
    }
    if (write.removals().size() > FEW) {
      removals.remove(write.removals(), load);
    } else {
      few.remove(write.removals());
    }
    return missing;
  }

  /** Readers of production must see the old rows until the commit; TRUNCATE would hide them. */
  private void reset(EntityWrite write) throws SQLException {
    if (write.reset() == EntityWrite.Reset.CLEAR) {
      String verb = zone == EntityTables.Zone.STAGING ? "TRUNCATE " : "DELETE FROM ";
      Sql.execute(connection, verb + tables.table(zone));
    }
  }
}
