package dev.crossfade.spi.source;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.schema.TableId;
import java.util.Collection;

/** What we do to a source's own log besides reading it. Thread-safe. */
public interface SourceLog extends AutoCloseable {

  /**
   * Makes the log readable for these tables: PostgreSQL creates the publication and then the slot,
   * MariaDB the mark table. Idempotent; never re-creates a slot that was lost.
   */
  LogIdentity prepare(Collection<TableId> tables);

  /** What the log is now; compared with what was stored to notice that it is another one. */
  LogIdentity identity();

  /**
   * Writes a mark and returns after it is durable. PostgreSQL: a transactional logical message with
   * prefix {@code crossfade} and content {@code <migration> <number> <epoch micros>}. MariaDB: the
   * one row of table {@code crossfade_mark(migration, number, written_at)} in the source database.
   */
  Mark mark();

  /** Bytes of log the source keeps for us, -1 when unknown. */
  long retainedBytes();

  /** Removes slot, publication or mark table. Idempotent. */
  void remove();

  @Override
  void close();
}
