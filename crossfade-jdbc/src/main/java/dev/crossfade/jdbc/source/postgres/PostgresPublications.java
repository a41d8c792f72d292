package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.LogNames;
import dev.crossfade.jdbc.source.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
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
    Set<TableId> inserts = new TreeSet<>();
    Set<TableId> all = new TreeSet<>();
    for (TableSchema table : new PostgresCatalog(connection).tables()) {
      if (tables.contains(table.id())) {
        boolean followed = table.replicaIdentity() != ReplicaIdentity.NOTHING;
        (followed ? all : inserts).add(table.id());
      }
    }
    connection.setAutoCommit(false);
    whole.ensure(all);
    appended.ensure(inserts);
    if (!both.exists()) {
      both.ensure(Set.of());
    }
    connection.commit();
    connection.setAutoCommit(true);
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
