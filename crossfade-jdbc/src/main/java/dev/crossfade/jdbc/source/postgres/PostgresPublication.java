package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.core.BaseConnection;

/**
 * A publication that says which tables the slot carries. Its comment remembers that the slot was
 * created, so that a slot that went missing is never mistaken for one that never was.
 */
final class PostgresPublication {

  private static final int VIA_ROOT_SINCE = 130_000;
  private static final int LONGEST = 63;
  private static final String SLOT_CREATED = "Crossfade: the slot of this name was created";

  private final Connection connection;
  private final String name;
  private final String operations;
  private final String quoted;

  private PostgresPublication(Connection connection, String name, String operations) {
    this.connection = connection;
    this.name = name.substring(0, Math.min(name.length(), LONGEST));
    this.operations = operations;
    this.quoted = Identifiers.POSTGRES.quote(this.name);
  }

  /** One of everything that happens to its tables. */
  static PostgresPublication ofAll(Connection connection, String name) {
    return new PostgresPublication(connection, name, "insert, update, delete, truncate");
  }

  /** One that leaves out updates and deletes. */
  static PostgresPublication ofInserts(Connection connection, String name) {
    return new PostgresPublication(connection, name, "insert, truncate");
  }

  String name() {
    return name;
  }

  boolean exists() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT FROM pg_publication WHERE pubname = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Creates it or makes it hold exactly these tables. */
  void ensure(Collection<TableId> tables) throws SQLException {
    Set<TableId> wanted = new TreeSet<>(tables);
    if (!exists()) {
      execute("CREATE PUBLICATION " + quoted + clause(" FOR TABLE ", wanted) + options());
      return;
    }
    Set<TableId> present = tables();
    change(" ADD TABLE ", wanted, present);
    change(" DROP TABLE ", present, wanted);
  }

  boolean slotWasCreated() throws SQLException {
    String sql =
        "SELECT obj_description(oid, 'pg_publication') FROM pg_publication WHERE pubname = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && SLOT_CREATED.equals(row.getString(1));
      }
    }
  }

  void rememberSlot() throws SQLException {
    execute("COMMENT ON PUBLICATION " + quoted + " IS '" + SLOT_CREATED + "'");
  }

  void drop() throws SQLException {
    execute("DROP PUBLICATION IF EXISTS " + quoted);
  }

  /** What it holds. */
  Set<TableId> tables() throws SQLException {
    Set<TableId> tables = new TreeSet<>();
    String sql =
        "SELECT n.nspname, c.relname FROM pg_publication p"
            + " JOIN pg_publication_rel r ON r.prpubid = p.oid"
            + " JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE p.pubname = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.add(new TableId(row.getString(1), row.getString(2)));
        }
      }
    }
    return tables;
  }

  private void change(String verb, Set<TableId> tables, Set<TableId> except) throws SQLException {
    Set<TableId> changed = new TreeSet<>(tables);
    changed.removeAll(except);
    if (!changed.isEmpty()) {
      execute("ALTER PUBLICATION " + quoted + clause(verb, changed));
    }
  }

  /** {@code ONLY} leaves out tables that inherit; a partitioned table is always taken whole. */
  private String clause(String verb, Set<TableId> tables) {
    return tables.isEmpty()
        ? ""
        : tables.stream()
            .map(table -> "ONLY " + Identifiers.POSTGRES.quote(table))
            .collect(Collectors.joining(", ", verb, ""));
  }

  private String options() throws SQLException {
    boolean viaRoot =
        connection.unwrap(BaseConnection.class).haveMinimumServerVersion(VIA_ROOT_SINCE);
    return " WITH (publish = '"
        + operations
        + "'"
        + (viaRoot ? ", publish_via_partition_root = true)" : ")");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
