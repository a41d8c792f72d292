package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.LogNames;
import dev.crossfade.jdbc.source.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The publications of one slot. Tables whose old rows the log cannot name are published without
 * updates and deletes, because the server refuses these to everybody while they are published.
 *
 * <p>The connector takes one name, looks it up, and passes it to the server, which splits it at the
 * comma. So there is a third publication, without tables, whose name is the names of the two others
 * with a comma between them.
 */
final class PostgresPublications {

  private final Connection connection;
  private final PostgresPublication whole;
  private final PostgresPublication appended;
  private final PostgresPublication both;
  private final String name;

  PostgresPublications(Connection connection, SourceSettings settings) {
    String append = LogNames.append(settings);
    this.connection = connection;
    this.name = LogNames.slot(settings) + "," + append;
    this.whole = PostgresPublication.ofAll(connection, LogNames.slot(settings));
    this.appended = PostgresPublication.ofInserts(connection, append);
    this.both = PostgresPublication.ofAll(connection, name);
  }

  /** What the connector calls them. */
  String name() {
    return name;
  }

  boolean exist() throws SQLException {
    return whole.exists() && appended.exists() && both.exists();
  }

  /** The names of those that exist. */
  List<String> existing() throws SQLException {
    List<String> existing = new ArrayList<>();
    for (PostgresPublication each : List.of(both, appended, whole)) {
      if (each.exists()) {
        existing.add(each.name());
      }
    }
    return existing;
  }

  boolean slotWasCreated() throws SQLException {
    return whole.slotWasCreated();
  }

  void rememberSlot() throws SQLException {
    whole.rememberSlot();
  }

  /** Creates them, or makes them hold those of these tables that exist, all at once. */
  void ensure(Collection<TableId> tables) throws SQLException {
    Wanted wanted = wanted(tables);
    connection.setAutoCommit(false);
    hold(wanted);
    connection.commit();
    connection.setAutoCommit(true);
  }

  /**
   * The same where the log is being told already, so that nobody waits any more for transactions
   * that are open: those are waited for that write to a table which is added. What they wrote
   * before it is in no log, and who reads the table before they end does not see it either. Each
   * table is added by itself, and stays so when others cannot be.
   *
   * @return false when they did not end in time, or the thread is interrupted
   */
  boolean ensureBehindWriters(Collection<TableId> tables, Duration patience) throws SQLException {
    Wanted wanted = wanted(tables);
    Set<TableId> waiting = added(wanted);
    long end = System.nanoTime() + patience.toNanos();
    while (!heldBehindWriters(wanted, waiting)) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      WriterLock.rest(connection);
    }
    return true;
  }

  /** Each is tried once; what is given up is given up last, when no writer is held any more. */
  private boolean heldBehindWriters(Wanted wanted, Set<TableId> waiting) throws SQLException {
    for (TableId table : List.copyOf(waiting)) {
      if (!Thread.currentThread().isInterrupted() && now(() -> add(wanted, table))) {
        waiting.remove(table);
      }
    }
    return waiting.isEmpty() && now(() -> giveUp(wanted));
  }

  private void add(Wanted wanted, TableId table) throws SQLException {
    WriterLock.take(connection, table);
    Wanted with = new Wanted(whole.tables(), appended.tables());
    with.put(table, wanted.all().contains(table));
    hold(with);
  }

  private void giveUp(Wanted wanted) throws SQLException {
    Wanted left = new Wanted(whole.tables(), appended.tables());
    left.all().retainAll(wanted.all());
    left.inserts().retainAll(wanted.inserts());
    hold(left);
  }

  /**
   * Does something in a transaction of its own.
   *
   * @return false when others are in the way of it just now; nothing is done then
   */
  private boolean now(WriterLock.Step step) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = WriterLock.shortly(connection, step);
    if (done) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
    return done;
  }

  private Set<TableId> added(Wanted wanted) throws SQLException {
    Set<TableId> added = new TreeSet<>(wanted.all());
    added.removeAll(whole.tables());
    Set<TableId> inserts = new TreeSet<>(wanted.inserts());
    inserts.removeAll(appended.tables());
    added.addAll(inserts);
    return added;
  }

  private void hold(Wanted wanted) throws SQLException {
    whole.ensure(wanted.all());
    appended.ensure(wanted.inserts());
    if (!both.exists()) {
      both.ensure(Set.of());
    }
  }

  private Wanted wanted(Collection<TableId> tables) throws SQLException {
    Wanted wanted = new Wanted(new TreeSet<>(), new TreeSet<>());
    for (TableSchema table : new PostgresCatalog(connection).tables()) {
      if (tables.contains(table.id())) {
        boolean followed = table.replicaIdentity() != ReplicaIdentity.NOTHING;
        wanted.put(table.id(), followed);
      }
    }
    return wanted;
  }

  /**
   * What they are to hold.
   *
   * @param all tables of which everything is told
   * @param inserts tables of which updates and deletes are not
   */
  private record Wanted(Set<TableId> all, Set<TableId> inserts) {

    void put(TableId table, boolean followed) {
      (followed ? inserts : all).remove(table);
      (followed ? all : inserts).add(table);
    }
  }

  /** Those of these tables that exist and are in none of them; none before they were created. */
  Set<TableId> missing(Collection<TableId> tables) throws SQLException {
    Set<TableId> missing = new TreeSet<>();
    if (exist()) {
      new PostgresCatalog(connection).tables().forEach(table -> missing.add(table.id()));
      missing.retainAll(tables);
      missing.removeAll(whole.tables());
      missing.removeAll(appended.tables());
    }
    return missing;
  }

  void drop() throws SQLException {
    both.drop();
    appended.drop();
    whole.drop();
  }
}
