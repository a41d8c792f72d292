package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.binary.BinaryCopyReader;
import dev.crossfade.jdbc.source.postgres.PostgresSelect.Inheritance;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.spi.source.RowConsumer;
import dev.crossfade.spi.source.RowDemand;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the statements of {@link PostgresSelect} on a connection. One thread at a time. */
final class PostgresTableReader {

  private static final String KIND =
      "SELECT c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ?";
  private static final String PARTITIONED = "p";

  private final Map<TableId, Inheritance> known = new HashMap<>();

  PostgresSelect select(Connection connection, TableSchema table) throws SQLException {
    return select(connection, table, Set.of());
  }

  /**
   * @param gone columns that are NULL
   */
  PostgresSelect select(Connection connection, TableSchema table, Set<String> gone)
      throws SQLException {
    Inheritance inheritance = known.get(table.id());
    if (inheritance == null) {
      inheritance = inheritance(connection, table.id());
      known.put(table.id(), inheritance);
    }
    return new PostgresSelect(table, inheritance, gone);
  }

  /** The table's name in a statement that changes its rows. */
  String changed(Connection connection, TableSchema table) throws SQLException {
    select(connection, table);
    String only = known.get(table.id()) == Inheritance.EXCLUDED ? "ONLY " : "";
    return only + Identifiers.POSTGRES.quote(table.id());
  }

  long stream(Connection connection, TableSchema table, String select, RowConsumer consumer)
      throws SQLException {
    List<LogicalType> types = table.columns().stream().map(column -> column.type()).toList();
    return CopyOutput.stream(connection, select, types, consumer);
  }

  /** Streams to somebody who does not look at every value. */
  long stream(
      Connection connection,
      PostgresSelect from,
      String select,
      RowDemand demand,
      RowConsumer consumer)
      throws SQLException {
    return demand.form() == Encoded.Form.POSTGRESQL_BINARY
        ? CopyOutput.stream(
            connection, select, BinaryCopyReader.of(from.types(), demand, consumer::accept))
        : CopyOutput.stream(connection, select, from.types(), consumer);
  }

  private static Inheritance inheritance(Connection connection, TableId table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KIND)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet row = statement.executeQuery()) {
        boolean partitioned = row.next() && row.getString(1).equals(PARTITIONED);
        return partitioned ? Inheritance.INCLUDED : Inheritance.EXCLUDED;
      }
    }
  }
}
