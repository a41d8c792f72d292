package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.sql.ReadOnlyQuery;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks production within transactions that may not write. */
final class PostgresProductionInquiry implements ProductionInquiry {

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
    return call(c -> RowQuestions.duplicates(c, table, columns, samples));
  }

  @Override
  public Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples) {
    String table = schemas.tables(entity).production();
    String there = schemas.tables(other).production();
    return call(c -> RowQuestions.orphans(c, table, columns, there, to, samples));
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
