package dev.crossfade.spi.check;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Questions about entities that are in staging and about to be published. It is only read. One
 * thread at a time.
 */
public interface StagingInquiry extends AutoCloseable {

  /** The table of an entity as it is in staging; empty when there is none. */
  Optional<TableSchema> table(EntityShape entity);

  /** How many rows of an entity are in staging, against those that chunks have put there. */
  Staged rows(EntityShape entity);

  /** Rows that are NULL in a column. */
  long nulls(EntityShape entity, String column);

  /** As {@link ProductionInquiry#duplicates}, in staging. */
  ProductionInquiry.Found duplicates(EntityShape entity, List<String> columns, int samples);

  /** As {@link ProductionInquiry#orphans}: rows in staging, and the others where they are now. */
  ProductionInquiry.Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples);

  /**
   * Asks a query as production would answer it if these entities were published now. They are, in a
   * transaction that may not write from then on and that is always taken back. What else is in
   * staging is not seen. Who writes into their tables in staging meanwhile waits.
   *
   * @throws dev.crossfade.core.problem.ProblemException when it is refused, takes too long, or
   *     somebody else has their tables in use
   */
  Answer ask(Collection<EntityShape> published, String sql);

  @Override
  void close();

  /**
   * Rows of an entity.
   *
   * @param there in staging
   * @param read by chunks from the sources
   * @param loaded put there by chunks
   * @param refused by chunks, in quarantine
   * @param moved rows that were touched since by held changes, or parked because they occurred
   *     twice: by so many may the first two differ
   */
  record Staged(long there, long read, long loaded, long refused, long moved) {}
}
