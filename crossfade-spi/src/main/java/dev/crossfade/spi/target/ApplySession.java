package dev.crossfade.spi.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.Key;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One transaction of the target. Everything in it becomes visible at once or not at all. One
 * thread. Infrastructure failures are {@code ProblemException} of kind TRANSIENT and end the
 * session.
 */
public interface ApplySession extends AutoCloseable {

  /** States of all entities, stable until the session ends (the release row is held). */
  Map<String, EntityState> entityStates();

  /** Which of these keys are parked, so that partial changes of them are not enough. */
  Set<Key> parked(String entity, Collection<Key> keys);

  /**
   * Writes folded changes to the table the entity lives in now (staging until published).
   *
   * @return keys of incomplete rows for which no row exists
   * @throws RowsRefusedException when the data itself was refused (SQLSTATE class 22 or 23); the
   *     session is back in the state before the call and can be used on
   */
  Set<Key> write(EntityWrite write);

  /** Appends changes of an entity that is not live to its held changes, in this order. */
  void hold(String entity, List<EntityChange> changes);

  /**
   * Parks refused changes, in this order. Each supersedes what is parked of the same row under the
   * same key (or without key as well), and inherits from it that nothing was ever applied. The same
   * row has the same mapping, source and {@link ParkedChange#sourceKeyText()}, which is not empty;
   * rows of an entity without key share names, and supersede nothing.
   */
  void park(List<ParkedChange> refused);

  /** Marks what is parked for these keys as superseded by a newer complete image or a delete. */
  void supersede(String entity, Collection<Key> keys);

  /**
   * How many rows without key are parked under each of these names.
   *
   * @param names {@link ParkedChange#sourceKeyText()} of rows without key
   */
  Map<String, Long> parkedRows(String entity, Collection<String> names);

  /** Marks one row without key as superseded for each of these names, as often as it occurs. */
  void supersedeRows(String entity, List<String> names);

  /** Marks the items with these ids as superseded; those that are superseded stay as they are. */
  void supersedeItems(Set<Long> ids);

  /** Marks everything that is parked of an entity as superseded: its rows are all gone. */
  void supersedeAll(String entity);

  /** Rolls back unless committed. */
  @Override
  void close();
}
