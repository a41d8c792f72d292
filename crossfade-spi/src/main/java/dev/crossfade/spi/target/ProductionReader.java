package dev.crossfade.spi.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.source.RowDemand;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads published rows for comparison, with connections of its own. One thread at a time. */
public interface ProductionReader extends AutoCloseable {

  /** Splits a table into parts that can be read in parallel, each described opaquely. */
  List<String> parts(EntityShape entity, int wanted);

  /** Streams all rows of a part and returns their number. Values in the entity's column order. */
  long read(EntityShape entity, String part, RowVisitor visitor);

  /**
   * The same, of which some values may be left encoded.
   *
   * @param demand what the visitor does with the values of each column
   */
  default long read(EntityShape entity, String part, RowDemand demand, RowVisitor visitor) {
    return read(entity, part, visitor);
  }

  /**
   * Streams some rows, spread over the table, without reading all of it; none only if the table is
   * empty.
   *
   * @param most about how many: at most twice as many
   */
  void sample(EntityShape entity, int most, RowVisitor visitor);

  /** Streams the rows that have one of these keys. */
  void readKeys(EntityShape entity, Collection<Key> keys, RowVisitor visitor);

  @Override
  void close();

  /** Receives rows one by one; the array is reused. */
  @FunctionalInterface
  interface RowVisitor {
    void visit(@Nullable Object[] row);
  }
}
