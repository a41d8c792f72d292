package dev.crossfade.spi.target;

import java.util.List;

/**
 * What people want to be made right in production. Anybody may ask, whoever owns the migration; the
 * owners of the streams carry it out. Thread-safe.
 */
public interface Repairs {

  /**
   * A part that is wanted.
   *
   * @param source whose owner carries it out
   * @param mapping as in {@link Repair#mapping}
   */
  record Part(String source, int mapping) {}

  /**
   * Asks for rows of an entity to be compared and made right.
   *
   * @param keys of the only rows that are meant, in words; empty for all rows
   * @param parts in the order in which they get their numbers
   */
  Act ask(String entity, List<String> keys, List<Part> parts, String actor, String reason);

  /** All parts of a repair. */
  List<Repair> parts(long act);

  /** All parts of repairs that are not over, oldest first. */
  List<Repair> open();
}
