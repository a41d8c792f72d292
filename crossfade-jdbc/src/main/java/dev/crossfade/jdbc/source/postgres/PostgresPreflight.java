package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.LogNames;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what stands in the way; reads only. */
final class PostgresPreflight {

  private final SourceSettings settings;
  private final Connection connection;
  private final String name;

  PostgresPreflight(SourceSettings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
    this.name = LogNames.slot(settings);
  }

  List<Problem> problems(Collection<TableId> tables) throws SQLException {
    List<Problem> problems = new ArrayList<>(server());
    problems.addAll(EnumDomains.problems(connection, settings));
    Map<TableId, TableSchema> catalog =
        new PostgresCatalog(connection)
            .tables().stream().collect(Collectors.toMap(TableSchema::id, Function.identity()));
    for (TableId table : new TreeSet<>(tables)) {
      TableSchema schema = catalog.get(table);
      problems.addAll(schema == null ? List.of(unknown(table)) : table(schema));
    }
    return problems;
  }

  private List<Problem> server() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PreflightSql.SERVER)) {
      statement.setString(1, name);
      statement.setString(2, name);
      statement.setString(3, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new PostgresServerChecks(settings, row).problems();
      }
    }
  }

  private List<Problem> table(TableSchema table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PreflightSql.TABLE)) {
      statement.setString(1, name);
      statement.setString(2, LogNames.append(settings));
      statement.setString(3, table.id().schema());
      statement.setString(4, table.id().name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new PostgresTableChecks(settings, table, row).problems()
            : List.of(unknown(table.id()));
      }
    }
  }

  private Problem unknown(TableId table) {
    return Problem.of(
            SourceProblem.TABLE_UNKNOWN,
            "Table " + table + " is not in source " + settings.source(),
            "there is no ordinary or partitioned table of this name that user "
                + settings.user()
                + " can see (views cannot be migrated)",
            "correct the table's name; names are case-sensitive")
        .with("table", table);
  }
}
