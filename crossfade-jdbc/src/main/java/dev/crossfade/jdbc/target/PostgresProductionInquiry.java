package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.sql.Identifiers;
import dev.crossfade.jdbc.sql.ReadOnlyQuery;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks production within transactions that may not write. */
final class PostgresProductionInquiry implements ProductionInquiry {

  private static final Identifiers NAMES = Identifiers.POSTGRES;

  private final Database database;
  private final Schemas schemas;
  private final InquiryLimits limits;
  private @Nullable Connection connection;

  PostgresProductionInquiry(Database database, Schemas schemas, InquiryLimits limits) {
    this.database = database;
    this.schemas = schemas;
    this.limits = limits;
  }

  @Override
  public Answer ask(String sql) {
    String query = ReadOnlyQuery.only(sql);
    return call(c -> ReadOnlyQuery.ask(c, query, limits.rows()));
  }

  @Override
  public Found duplicates(EntityShape entity, List<String> columns, int samples) {
    String table = schemas.tables(entity).production();
    String set = columns.stream().map(NAMES::quote).collect(Collectors.joining(", "));
    String known =
        columns.stream()
            .map(column -> NAMES.quote(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String query =
        "SELECT "
            + set
            + ", count(*) AS copies FROM "
            + table
            + " WHERE "
            + known
            + " GROUP BY "
            + set
            + " HAVING count(*) > 1";
    String number = "SELECT coalesce(sum(copies - 1), 0)::bigint FROM (" + query + ") AS d";
    return call(c -> found(c, number, query, columns, samples));
  }

  @Override
  public Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples) {
    String join =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "o." + NAMES.quote(to.get(i)) + " = r." + NAMES.quote(columns.get(i)))
            .collect(Collectors.joining(" AND "));
    String known =
        columns.stream()
            .map(column -> "r." + NAMES.quote(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String rest =
        " FROM "
            + schemas.tables(entity).production()
            + " AS r WHERE "
            + known
            + " AND NOT EXISTS (SELECT FROM "
            + schemas.tables(other).production()
            + " AS o WHERE "
            + join
            + ")";
    String set =
        columns.stream()
            .map(column -> "r." + NAMES.quote(column))
            .collect(Collectors.joining(", "));
    String query = "SELECT DISTINCT " + set + rest;
    return call(c -> found(c, "SELECT count(*)" + rest, query, columns, samples));
  }

  private static Found found(
      Connection connection, String number, String query, List<String> columns, int samples)
      throws SQLException {
    long count = Sql.number(connection, number);
    List<String> keys =
        count == 0
            ? List.of()
            : Sql.list(
                connection, query + " ORDER BY 1 LIMIT " + samples, row -> key(row, columns));
    return new Found(count, keys);
  }

  private static String key(ResultSet row, List<String> columns) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      parts.add(columns.get(i) + "=" + row.getString(i + 1));
    }
    return String.join(" ", parts);
  }

  private <T> T call(Database.Work<T> work) {
    try {
      Connection current = connected();
      T result = work.run(current);
      current.rollback();
      return result;
    } catch (SQLException e) {
      close();
      throw Failures.of("answering a check", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Connection connected() throws SQLException {
    Connection current = connection;
    if (current == null || current.isClosed()) {
      current = database.open(Purpose.READ, "check");
      connection = current;
      Sql.execute(current, "SET statement_timeout = " + limits.time().toMillis());
      current.commit();
    }
    return current;
  }

  @Override
  public void close() {
    Database.discard(connection);
    connection = null;
  }
}
