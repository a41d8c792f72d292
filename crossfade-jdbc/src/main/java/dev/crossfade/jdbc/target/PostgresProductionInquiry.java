package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.sql.ReadOnlyQuery;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry;
import java.util.List;

/** Asks production within transactions that may not write. */
final class PostgresProductionInquiry implements ProductionInquiry {

  private final InquirySession session;
  private final Schemas schemas;
  private final InquiryLimits limits;

  PostgresProductionInquiry(Database database, Schemas schemas, InquiryLimits limits) {
    this.session = new InquirySession(database, Purpose.READ, limits, "check", "answering a check");
    this.schemas = schemas;
    this.limits = limits;
  }

  @Override
  public Answer ask(String sql) {
    String query = ReadOnlyQuery.only(sql);
    return session.call(c -> ReadOnlyQuery.ask(c, query, limits.rows()));
  }

  @Override
  public long nulls(EntityShape entity, String column) {
    String table = schemas.tables(entity).production();
    return session.call(c -> RowQuestions.nulls(c, table, column));
  }

  @Override
  public boolean proven(EntityShape entity, List<String> columns) {
    String table = schemas.tables(entity).production();
    return session.call(c -> RowQuestions.proven(c, table, columns));
  }

  @Override
  public Found duplicates(EntityShape entity, List<String> columns, int samples) {
    String table = schemas.tables(entity).production();
    return session.call(c -> RowQuestions.duplicates(c, table, columns, samples));
  }

  @Override
  public Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples) {
    String table = schemas.tables(entity).production();
    String there = schemas.tables(other).production();
    return session.call(c -> RowQuestions.orphans(c, table, columns, there, to, samples));
  }

  @Override
  public void close() {
    session.close();
  }
}
