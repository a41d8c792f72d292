package dev.crossfade.spi.reverse;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a source. Everything in it becomes visible at once or not at all, and its log
 * says that it is ours. No trigger fires and no reference is followed where that can be had ({@link
 * LegacyDatabase#preflight} says where not). One thread. Infrastructure failures are {@code
 * ProblemException} of kind TRANSIENT and end the session.
 */
public interface LegacySession extends AutoCloseable {

  /**
   * Reads the rows that have one of these keys, and keeps others from changing them until the
   * session ends. Keys without a row do not occur in the result.
   */
  Map<Key, @Nullable Object[]> lock(TableSchema table, Collection<Key> keys);

  /**
   * Writes rows of one table; those with a key were asked for by {@link #lock} before.
   *
   * @throws dev.crossfade.spi.target.RowsRefusedException when the data itself was refused
   *     (SQLSTATE class 22 or 23); the session is back in the state before the call and can be used
   *     on
   */
  void write(LegacyWrite write);

  /** Keeps what could not be brought back, for people to see to. */
  void keep(List<Unrestored> rows);

  /** Commits rows, what was kept, and position together. Unknown: see {@link LegacyApplier}. */
  Outcome<Void> commit();

  /** Rolls back unless committed. */
  @Override
  void close();
}
