package dev.crossfade.jdbc.target;

import dev.crossfade.core.audit.RowPart;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.compare.RowFields;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.binary.ValueRefusedException;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.jdbc.target.sql.BatchSql;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.LoadRefusedException;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.RowsRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A chunk written by COPY straight into staging: by one for all rows, whose refusal by the server
 * ends the load, or by one for each group of rows, behind a savepoint. A row that a column cannot
 * hold is refused before it is sent.
 */
final class StagingLoad implements ChunkLoad {

  private static final String DOING = "loading a chunk";

  /** Characters of refused rows that are gathered before they are parked. */
  private static final long MOST_WEIGHT = 4_000_000;

  /** Blocks of records that are gathered before they are stored, which interrupts the COPY. */
  private static final int MOST_BLOCKS = 16;

  private static final String SAVE = "SAVEPOINT cf_rows";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT cf_rows; RELEASE SAVEPOINT cf_rows";
  private static final String KEEP = "RELEASE SAVEPOINT cf_rows";

  private final Connection connection;
  private final Database database;
  private final Entities entities;
  private final ChunkLease lease;
  private final String mappingVersion;
  private final long load;
  private final String copy;
  private final BinaryCopyWriter writer;
  private final BinaryCopyWriter check;
  private final LoadLedger ledger;
  private final RowPart records;
  private final boolean keyless;
  private final List<ParkedChange> refused = new ArrayList<>();
  private long refusedWeight;
  private long refusedCount;
  private long rows;
  private @Nullable CopyIn copying;
  private boolean inOrder;
  private boolean closed;

  private StagingLoad(
      Connection connection,
      Database database,
      Entities entities,
      ChunkLease lease,
      String mappingVersion,
      String copy)
      throws SQLException {
    this.connection = connection;
    this.database = database;
    this.entities = entities;
    this.lease = lease;
    this.mappingVersion = mappingVersion;
    this.load = Loads.next(connection);
    EntityTables tables = entities.named(lease.entity());
    writer = new BinaryCopyWriter(tables.stored(), entities.oids(connection));
    check = new BinaryCopyWriter(tables.columns(), entities.oids(connection));
    this.copy = copy;
    ledger = new LoadLedger(connection, entities, load);
    records = ledger.part(lease.entity());
    keyless = tables.shape().appendOnly();
  }

  static StagingLoad open(
      Database database, Entities entities, ChunkLease lease, String mappingVersion) {
    return open(database, entities, lease, mappingVersion, sql(entities, lease.entity()).append());
  }

  /** A load into a table of its own; no chunk has the number 0, so it cannot be committed. */
  static StagingLoad rehearse(
      Database database, Entities entities, int mapping, String entity, String mappingVersion) {
    ChunkLease nothing = new ChunkLease(0, mapping, entity, KeyRange.ALL, 0);
    BatchSql sql = sql(entities, entity);
    StagingLoad load = open(database, entities, nothing, mappingVersion, sql.copyRehearsal());
    try {
      Sql.execute(load.connection, sql.createRehearsal());
      // the lock of the table it is like ends here; the new one ends with the connection
      load.connection.commit();
      return load;
    } catch (SQLException e) {
      load.close();
      throw Failures.of(DOING, e);
    }
  }

  private static BatchSql sql(Entities entities, String entity) {
    return new BatchSql(entities.named(entity), EntityTables.Zone.STAGING);
  }

  private static StagingLoad open(
      Database database, Entities entities, ChunkLease lease, String mappingVersion, String copy) {
    Connection connection = null;
    try {
      connection = database.forLoad();
      return new StagingLoad(connection, database, entities, lease, mappingVersion, copy);
    } catch (SQLException e) {
      Database.discard(connection);
      throw Failures.of(DOING, e);
    } catch (RuntimeException e) {
      Database.discard(connection);
      throw e;
    }
  }

  @Override
  public void write(@Nullable Object[] targetRow) {
    try {
      start(targetRow);
      record(targetRow, writer.fields());
      end();
      storeRecords();
    } catch (ValueRefusedException e) {
      throw new RowsRefusedException(e.sqlState(), e.column(), e);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void start(@Nullable Object[] targetRow) throws SQLException {
    if (copying == null) {
      copying = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
      writer.to(copying);
    }
    writer.startRow().values(targetRow);
  }

  private void end() throws SQLException {
    writer.value(load).value(null).endRow();
  }

  private void record(@Nullable Object[] targetRow, RowFields fields) {
    if (keyless) {
      records.add(targetRow, fields, null);
    } else {
      records.set(targetRow, fields, null);
    }
  }

  private void storeRecords() throws SQLException {
    if (records.waiting() >= MOST_BLOCKS) {
      endCopy();
      ledger.blocks(records, records.take());
    }
  }

  private void endCopy() throws SQLException {
    if (copying != null) {
      rows += writer.finish();
      copying = null;
    }
  }

  @Override
  public void writeTogether(List<@Nullable Object[]> targetRows) {
    try {
      targetRows.forEach(row -> check.startRow().values(row));
      endCopy();
      Sql.execute(connection, SAVE);
    } catch (ValueRefusedException e) {
      throw new RowsRefusedException(e.sqlState(), e.column(), e);
    } catch (SQLException e) {
      throw failure(e);
    }
    long before = rows;
    try {
      for (@Nullable Object[] row : targetRows) {
        start(row);
        end();
      }
      endCopy();
      Sql.execute(connection, KEEP);
    } catch (SQLException e) {
      rows = before;
      throw undone(e);
    }
    targetRows.forEach(row -> record(row, check.startRow().values(row).fields()));
    check.startRow();
    try {
      storeRecords();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private RuntimeException undone(SQLException error) {
    if (SqlErrors.kind(error) != Kind.DATA) {
      return Failures.of(DOING, error);
    }
    try {
      if (copying != null && copying.isActive()) {
        copying.cancelCopy();
      }
      copying = null;
      Sql.execute(connection, UNDO);
      return Failures.refused(error);
    } catch (SQLException e) {
      return Failures.of(DOING, e);
    }
  }

  @Override
  public void refuse(ParkedChange change) {
    refused.add(change);
    refusedWeight += change.payload().length();
    if (refusedWeight >= MOST_WEIGHT) {
      try {
        endCopy();
        park();
      } catch (SQLException e) {
        throw failure(e);
      }
    }
  }

  /** What is refused must not gather: rows may be large, and all of a chunk may be refused. */
  private void park() throws SQLException {
    new Quarantine(connection, database.settings().migration(), entities).park(refused, load);
    refusedCount += refused.size();
    refused.clear();
    refusedWeight = 0;
  }

  @Override
  public Outcome<Void> commit(ChunkResult chunk) {
    Outcome<Void> readiness = ready(chunk);
    if (!(readiness instanceof Outcome.Done)) {
      return readiness;
    }
    Outcome<Void> outcome = Committing.commit(connection, DOING);
    inOrder = outcome instanceof Outcome.Done;
    return outcome;
  }

  /** All but the COMMIT. */
  Outcome<Void> ready(ChunkResult chunk) {
    try {
      endCopy();
    } catch (SQLException e) {
      if (SqlErrors.kind(e) == Kind.DATA) {
        throw failure(e);
      }
      return new Outcome.NotDone<>(Failures.problem(DOING, e));
    }
    try {
      park();
      Loads.insert(
          connection,
          database.settings(),
          database.settings().actor(),
          load,
          Loads.Kind.CHUNK,
          null,
          lease.mapping(),
          mappingVersion,
          rows,
          refusedCount);
      ledger.store();
      if (!markDone(chunk)) {
        connection.rollback();
        return new Outcome.NotDone<>(leaseLost());
      }
    } catch (SQLException e) {
      return new Outcome.NotDone<>(Failures.problem(DOING, e));
    }
    return Outcome.done();
  }

  /** From here on the chunk is locked: who is frozen now must not keep it from the others. */
  private boolean markDone(ChunkResult chunk) throws SQLException {
    return Sql.find(
            connection,
            "UPDATE crossfade.chunk SET state = 'DONE', rows_read = ?, row_count = ?,"
                + " refused_count = ?, mark = ?, snapshot = ?, load = ?, lease_until = NULL"
                + " WHERE id = ? AND epoch = ? AND state = 'OPEN'"
                + " RETURNING set_config('idle_in_transaction_session_timeout', '10s', true)",
            row -> row.getString(1),
            chunk.rowsRead(),
            rows,
            refusedCount,
            chunk.mark(),
            chunk.snapshot(),
            load,
            lease.id(),
            lease.epoch())
        .isPresent();
  }

  private Problem leaseLost() {
    return Problem.of(
            TargetProblem.LEASE_LOST,
            "The lease of a chunk of " + lease.entity() + " was lost before it was loaded",
            "Another worker took it over, or it is done already",
            "Nothing to do: the chunk is loaded once")
        .with("chunk", lease.id());
  }

  private static RuntimeException failure(SQLException error) {
    return SqlErrors.kind(error) == Kind.DATA
        ? new LoadRefusedException(Failures.refused(error))
        : Failures.of(DOING, error);
  }

  /** A COPY that was broken off leaves a connection that is quicker replaced than repaired. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (inOrder) {
      database.keepForLoad(connection);
    } else {
      Database.discard(connection);
    }
  }
}
