package dev.crossfade.spi.source;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /**
   * What somebody who goes on with this log would miss: a log that was removed, created again, or
   * taken back by a restored server. Changes nothing.
   *
   * @param seen {@link LogIdentity#confirmed} as of an earlier look, empty before the first
   * @param now the same as of a look after that one
   * @param captured {@link ChangeCapture#position} asked for after both, empty when capture has
   *     stored none; null when capture runs, since it moves meanwhile
   * @return problems of kind ESCALATE; empty when nothing is missing
   */
  List<Problem> gaps(String seen, String now, @Nullable String captured);

  /**
   * Rows that were updated or deleted without the log telling, by table: those of tables whose
   * updates and deletes the log cannot carry. The numbers count since some moment in the past, may
   * be late by some seconds, and fall only when the server forgets them; growth means that changes
   * were missed. Tables that the log carries whole do not occur.
   */
  Map<TableId, Long> unseenChanges();

  /**
   * Those of these tables that exist, and of which a log that was prepared tells nothing all the
   * same: on PostgreSQL a table that was made anew, or took the name of another, is in no
   * publication. {@link #prepare} makes the log tell of them from then on.
   */
  default Set<TableId> untold(Collection<TableId> tables) {
    return Set.of();
  }

  /** Bytes of log the source keeps for us, -1 when unknown. */
  long retainedBytes();

  /** What the log says of transactions that it holds though they were rolled back. */
  default RolledBack rolledBack() {
    return RolledBack.NONE;
  }

  /** What {@link #remove} would do, one thing a line; empty when nothing is left. */
  List<String> left();

  /** Removes slot, publication or mark table. Idempotent. */
  void remove();

  @Override
  void close();
}
