package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.RowJson;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.ProgressStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Moves staged rows whose values of some columns occur twice into quarantine. The row of the lowest
 * mapping, then of the lowest load, stays.
 */
final class Duplicates {

  private static final int AT_ONCE = 5_000;
  private static final String SOURCE =
      "coalesce((SELECT f.value FROM crossfade.fact f WHERE f.migration = l.migration"
          + " AND f.name = '"
          + ProgressStore.SOURCE_OF_MAPPING
          + "' || l.mapping), '')";

  private final Connection connection;
  private final EntityTables tables;
  private final Quarantine quarantine;
  private final long load;

  Duplicates(Connection connection, EntityTables tables, Quarantine quarantine, long load) {
    this.connection = connection;
    this.tables = tables;
    this.quarantine = quarantine;
    this.load = load;
  }

  /** Parks all rows but one of each group and returns how many. */
  long park(List<String> columns, ProblemCode code, String message) throws SQLException {
    Sql.execute(connection, losers(columns));
    long count = Sql.number(connection, "SELECT count(*) FROM pg_temp.cf_losers");
    for (long from = 1; from <= count; from += AT_ONCE) {
      quarantine.park(read(from, code, String.join(",", columns), message), load);
    }
    Sql.execute(
        connection,
        "DELETE FROM "
            + tables.staging()
            + " s USING pg_temp.cf_losers d WHERE s.ctid = d.loser;"
            + " DROP TABLE pg_temp.cf_losers");
    return count;
  }

  private String losers(List<String> columns) {
    String names = columns.stream().map(this::staged).collect(Collectors.joining(", "));
    String present =
        columns.stream().map(c -> staged(c) + " IS NOT NULL").collect(Collectors.joining(" AND "));
    return "CREATE TEMPORARY TABLE cf_losers ON COMMIT DROP AS"
        + " SELECT loser, row_number() OVER () AS place FROM (SELECT s.ctid AS loser,"
        + " row_number() OVER (PARTITION BY "
        + names
        + " ORDER BY l.mapping NULLS LAST, s.\"_cf_load\", s.ctid) AS rank FROM "
        + tables.staging()
        + " s LEFT JOIN crossfade.load l ON l.id = s.\"_cf_load\" WHERE "
        + present
        + ") ranked WHERE rank > 1";
  }

  private List<ParkedChange> read(long from, ProblemCode code, String column, String message)
      throws SQLException {
    int width = tables.columns().size();
    List<LogicalType> types = new ArrayList<>();
    tables.columns().forEach(c -> types.add(c.type()));
    types.add(new LogicalType.Int(32));
    types.add(LogicalType.Text.UNBOUNDED);
    types.add(LogicalType.Text.UNBOUNDED);
    String query =
        "SELECT "
            + tables.columns().stream().map(c -> staged(c.name())).collect(Collectors.joining(", "))
            + ", coalesce(l.mapping, -1), coalesce(l.mapping_version, ''), "
            + SOURCE
            + " FROM "
            + tables.staging()
            + " s JOIN pg_temp.cf_losers d ON s.ctid = d.loser"
            + " LEFT JOIN crossfade.load l ON l.id = s.\"_cf_load\" WHERE d.place >= "
            + from
            + " AND d.place < "
            + (from + AT_ONCE)
            + " ORDER BY d.place";
    List<ParkedChange> found = new ArrayList<>();
    CopyRows.read(
        connection,
        query,
        types,
        row -> {
          int mapping = (int) (long) (Long) row[width];
          String version = (String) row[width + 1];
          String source = (String) row[width + 2];
          found.add(
              parked(Arrays.copyOf(row, width), mapping, source, version, code, column, message));
        });
    return found;
  }

  private ParkedChange parked(
      @Nullable Object[] row,
      int mapping,
      String source,
      String version,
      ProblemCode code,
      String column,
      String message) {
    Key key = Key.of(row, tables.shape().table().keyIndexes());
    String keyText =
        Arrays.stream(KeyTexts.of(tables.shape().table()).format(key))
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return new ParkedChange(
        tables.shape().name(),
        mapping,
        source,
        key,
        keyText,
        Op.INSERT,
        null,
        code.text(),
        column,
        message,
        "{\"target\":" + RowJson.format(tables.shape().table(), row) + "}",
        version);
  }

  private String staged(String column) {
    return "s." + Identifiers.POSTGRES.quote(column);
  }
}
