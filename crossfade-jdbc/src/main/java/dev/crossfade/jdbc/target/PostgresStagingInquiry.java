package dev.crossfade.jdbc.target;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.sql.ReadOnlyQuery;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.StagingSql;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry.Found;
import dev.crossfade.spi.check.StagingInquiry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Asks staging within transactions that may not write, and what would be published within
 * transactions that publish it and are rolled back.
 */
final class PostgresStagingInquiry implements StagingInquiry {

  private static final String MOVED =
      "SELECT coalesce((SELECT sum(p.row_count) FROM crossfade.load_part p JOIN crossfade.load l"
          + " ON l.id = p.load WHERE l.migration = ? AND l.kind = 'DRAIN' AND p.entity = ?), 0)"
          + " + (SELECT count(*) FROM crossfade.quarantine q JOIN crossfade.load l"
          + " ON l.id = q.load WHERE q.migration = ? AND q.entity = ? AND l.kind = 'DRAIN')";

  private final InquirySession session;
  private final InquirySession rehearsal;
  private final InquiryLimits limits;
  private final Schemas schemas;
  private final String migration;

  PostgresStagingInquiry(Database database, Schemas schemas, InquiryLimits limits) {
    this.session =
        new InquirySession(database, Purpose.READ, limits, "gate", "checking what is staged");
    this.rehearsal =
        new InquirySession(
            database, Purpose.SCRATCH, limits, "gate", "checking what would be published");
    this.limits = limits;
    this.schemas = schemas;
    this.migration = database.settings().migration();
  }

  @Override
  public Optional<TableSchema> table(EntityShape entity) {
    String name = schemas.tables(entity).name();
    return session.call(
        c ->
            ProductionCatalog.read(c, schemas.staging()).stream()
                .filter(table -> table.id().name().equals(name))
                .findFirst());
  }

  @Override
  public Staged rows(EntityShape entity) {
    String name = entity.name();
    return session.call(
        c -> {
          long there = Sql.number(c, "SELECT count(*) FROM " + schemas.tables(entity).staging());
          long read = chunks(c, "rows_read", name);
          long loaded = chunks(c, "row_count", name);
          long refused = chunks(c, "refused_count", name);
          long moved = Sql.number(c, MOVED, migration, name, migration, name);
          return new Staged(there, read, loaded, refused, moved);
        });
  }

  private long chunks(Connection connection, String column, String entity) throws SQLException {
    return Sql.number(
        connection,
        "SELECT coalesce(sum("
            + column
            + "), 0)::bigint FROM crossfade.chunk WHERE migration = ? AND entity = ?"
            + " AND state = 'DONE'",
        migration,
        entity);
  }

  @Override
  public long nulls(EntityShape entity, String column) {
    String table = schemas.tables(entity).staging();
    return session.call(c -> RowQuestions.nulls(c, table, column));
  }

  @Override
  public Found duplicates(EntityShape entity, List<String> columns, int samples) {
    String table = schemas.tables(entity).staging();
    return session.call(
        c ->
            RowQuestions.proven(c, table, columns)
                ? new Found(0, List.of())
                : RowQuestions.duplicates(c, table, columns, samples));
  }

  @Override
  public Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples) {
    EntityTables there = schemas.tables(other);
    String table = schemas.tables(entity).staging();
    return session.call(
        c -> {
          boolean live =
              PostgresProgress.states(c, migration).get(other.name()) == EntityState.LIVE;
          String parents = live ? there.production() : there.staging();
          return RowQuestions.orphans(c, table, columns, parents, to, samples);
        });
  }

  /** Nothing is between the move and the end but the query, which cannot end a transaction. */
  @Override
  public Answer ask(Collection<EntityShape> published, String sql) {
    String query = ReadOnlyQuery.only(sql);
    return rehearsal.call(
        c -> {
          for (EntityShape each : published) {
            for (String statement : new StagingSql(schemas.tables(each)).publish()) {
              Sql.execute(c, statement);
            }
          }
          Sql.execute(c, "SET TRANSACTION READ ONLY");
          return ReadOnlyQuery.ask(c, query, limits.rows());
        });
  }

  @Override
  public void close() {
    rehearsal.close();
    session.close();
  }
}
