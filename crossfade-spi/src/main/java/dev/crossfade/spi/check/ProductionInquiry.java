package dev.crossfade.spi.check;

import dev.crossfade.core.schema.EntityShape;
import java.util.List;

/** Questions about production. */
public interface ProductionInquiry extends Inquiry {

  /** Rows that are NULL in a column. */
  long nulls(EntityShape entity, String column);

  /** Whether an index proves that no values of these columns occur twice, without any look. */
  boolean proven(EntityShape entity, List<String> columns);

  /**
   * Rows whose values of these columns occur more than once; those with a NULL do not count.
   *
   * @param samples most keys that are told
   */
  Found duplicates(EntityShape entity, List<String> columns, int samples);

  /**
   * Rows that refer to a row that is not there; those with a NULL refer to nothing.
   *
   * @param columns of the entity
   * @param to columns of the other one, as many
   * @param samples most references that are told
   */
  Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples);

  /**
   * Rows that were found.
   *
   * @param count how many
   * @param keys values of the columns of some of them, as {@code column=value}
   */
  record Found(long count, List<String> keys) {
    public Found {
      keys = List.copyOf(keys);
    }
  }
}
