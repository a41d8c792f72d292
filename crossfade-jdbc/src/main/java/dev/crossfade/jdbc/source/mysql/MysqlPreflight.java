package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what stands in the way; reads only. */
final class MysqlPreflight {

  private final SourceSettings settings;
  private final Connection connection;

  MysqlPreflight(SourceSettings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
  }

  List<Problem> problems(Collection<TableId> tables) throws SQLException {
    MysqlServer server = MysqlServer.ask(connection);
    List<Problem> problems = new ArrayList<>(new MysqlServerChecks(settings, server).problems());
    MysqlTableChecks checks = new MysqlTableChecks(settings, connection, server);
    Map<TableId, TableSchema> catalog =
        new MysqlCatalog(connection)
            .tables().stream().collect(Collectors.toMap(TableSchema::id, Function.identity()));
    for (TableId table : new TreeSet<>(tables)) {
      TableSchema schema = catalog.get(table);
      problems.addAll(schema == null ? List.of(unknown(table)) : checks.problems(schema));
    }
    return problems;
  }

  private Problem unknown(TableId table) {
    return Problem.of(
            SourceProblem.TABLE_UNKNOWN,
            "Table " + table + " is not in source " + settings.source(),
            "database "
                + settings.database()
                + " has no table of this name that user "
                + settings.user()
                + " can see (views cannot be migrated)",
            "correct the table's name; it is written database.table")
        .with("table", table);
  }
}
