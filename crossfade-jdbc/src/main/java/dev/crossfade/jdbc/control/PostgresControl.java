package dev.crossfade.jdbc.control;

import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.Leases;
import java.sql.SQLException;

/** A PostgreSQL database as control store. */
final class PostgresControl implements ControlStore {

  private final ControlDatabase database;

  PostgresControl(ControlDatabase database) {
    this.database = database;
  }

  @Override
  public void prepare() {
    try {
      database.together(
          connection -> {
            ControlTables.create(connection);
            return true;
          });
    } catch (SQLException e) {
      throw database.failure("preparing its tables", e);
    }
  }

  @Override
  public boolean prepared() {
    try {
      return database.each(ControlTables::present);
    } catch (SQLException e) {
      throw database.failure("looking for its tables", e);
    }
  }

  @Override
  public Journal journal() {
    return new PostgresJournal(database);
  }

  @Override
  public Leases leases() {
    return new PostgresLeases(database);
  }

  @Override
  public AuditLog audit() {
    return new PostgresAuditLog(database);
  }

  @Override
  public AuditTree tree() {
    return new PostgresAuditTree(database);
  }

  @Override
  public void close() {
    database.close();
  }
}
