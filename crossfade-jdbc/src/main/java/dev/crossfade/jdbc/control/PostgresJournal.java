package dev.crossfade.jdbc.control;

import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.JournalEntry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Journals in one table, their heads in another. An append is one statement and thereby one
 * transaction: it moves the head on condition of version and epoch, and writes entries and their
 * leaves of the audit log only if it moved.
 */
final class PostgresJournal implements Journal {

  private static final String APPEND =
      "WITH moved AS (UPDATE crossfade.journal_head SET version = version + ?"
          + " WHERE migration = ? AND version = ? AND (? = 0 OR epoch = ?)"
          + " RETURNING migration, version), "
          + PostgresAuditLog.HEAD
          + "? FROM moved RETURNING h.size - ? AS first),"
          + " leaves AS (INSERT INTO crossfade.audit_leaf (index, "
          + LeafArrays.COLUMNS
          + ") SELECT h.first + l.ordinal - 1, l.id, l.kind, l.at, l.actor, l.subject, l.content,"
          + " l.hash FROM head h, "
          + LeafArrays.ROWS
          + ") INSERT INTO crossfade.journal"
          + " (migration, version, at, actor, epoch, append, event)"
          + " SELECT m.migration, ? + e.ordinal, ?, ?, ?, ?, e.event"
          + " FROM moved m, unnest(?) WITH ORDINALITY AS e (event, ordinal)";

  private final ControlDatabase database;

  PostgresJournal(ControlDatabase database) {
    this.database = database;
  }

  @Override
  public List<JournalEntry> read(String migration, long after) {
    return read(migration, after, Integer.MAX_VALUE);
  }

  @Override
  public List<JournalEntry> read(String migration, long after, int most) {
    try {
      return database.each(connection -> read(connection, migration, after, most));
    } catch (SQLException e) {
      throw database.failure("reading a journal", e);
    }
  }

  private static List<JournalEntry> read(
      Connection connection, String migration, long after, int most) throws SQLException {
    List<JournalEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT version, at, actor, epoch, append, event FROM crossfade.journal"
                + " WHERE migration = ? AND version > ? ORDER BY version LIMIT ?")) {
      select.setString(1, migration);
      select.setLong(2, after);
      select.setInt(3, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(
              new JournalEntry(
                  row.getLong(1),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getString(3),
                  row.getLong(4),
                  row.getString(5),
                  row.getString(6)));
        }
      }
    }
    return entries;
  }

  @Override
  public Appended append(Append append) {
    try {
      if (append.after() == 0) {
        database.each(connection -> JournalHead.create(connection, append.migration()));
      }
    } catch (SQLException e) {
      throw database.failure("beginning a journal", e);
    }
    try {
      if (database.each(connection -> write(connection, append)) > 0) {
        return new Appended.Written(append.next());
      }
    } catch (SQLException e) {
      return ended(e);
    }
    return refused(append);
  }

  private static int write(Connection connection, Append append) throws SQLException {
    Array events = connection.createArrayOf("text", append.events().toArray());
    try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setInt(1, append.events().size());
      insert.setString(2, append.migration());
      insert.setLong(3, append.after());
      insert.setLong(4, append.epoch());
      insert.setLong(5, append.epoch());
      insert.setInt(6, append.events().size());
      insert.setInt(7, append.events().size());
      int at = LeafArrays.bind(connection, insert, 8, append.leaves());
      insert.setLong(at++, append.after());
      insert.setObject(at++, append.at().atOffset(ZoneOffset.UTC));
      insert.setString(at++, append.actor());
      insert.setLong(at++, append.epoch());
      insert.setString(at++, append.id());
      insert.setArray(at, events);
      return insert.executeUpdate();
    }
  }

  /** Only the store itself can say that nothing was written. */
  private Appended ended(SQLException error) {
    if (SqlErrors.rolledBack(error)) {
      throw database.failure("writing a journal", error);
    }
    return new Appended.Unknown(ControlProblem.unknown(error));
  }

  private Appended refused(Append append) {
    try {
      JournalHead head =
          database.each(connection -> JournalHead.read(connection, append.migration()));
      boolean late = append.epoch() != 0 && append.epoch() != head.epoch();
      return late ? new Appended.Fenced(head.epoch()) : new Appended.Outrun(head.version());
    } catch (SQLException e) {
      throw database.failure("reading the head of a journal", e);
    }
  }

  @Override
  public boolean holds(String migration, String append) {
    try {
      return database.together(
          connection -> {
            JournalHead.lock(connection, migration);
            return holds(connection, migration, append);
          });
    } catch (SQLException e) {
      throw database.failure("looking for a write in a journal", e);
    }
  }

  private static boolean holds(Connection connection, String migration, String append)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM crossfade.journal WHERE migration = ? AND append = ? LIMIT 1")) {
      select.setString(1, migration);
      select.setString(2, append);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  public List<String> migrations() {
    try {
      return database.each(
          connection -> {
            List<String> names = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement(
                        "SELECT migration FROM crossfade.journal_head WHERE version > 0"
                            + " ORDER BY migration");
                ResultSet row = select.executeQuery()) {
              while (row.next()) {
                names.add(row.getString(1));
              }
            }
            return names;
          });
    } catch (SQLException e) {
      throw database.failure("listing journals", e);
    }
  }
}
