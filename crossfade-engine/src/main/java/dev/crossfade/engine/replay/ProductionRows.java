package dev.crossfade.engine.replay;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ProductionReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What production shows of the entity that is repaired. One thread. */
final class ProductionRows implements AutoCloseable {

  private final RepairScope scope;
  private final RowDigest digest;
  private final ProductionReader reader;

  ProductionRows(RepairScope scope) {
    this.scope = scope;
    this.digest = new RowDigest(scope.table());
    this.reader = scope.target().openReader();
  }

  /** A row in short. */
  record Image(long high, long low) {}

  Image image(@Nullable Object[] row) {
    digest.digest(row);
    return new Image(digest.high(), digest.low());
  }

  /** The rows of these keys in short; of those that are not there none. */
  Map<Key, Image> images(Collection<Key> keys) {
    Map<Key, Image> images = new HashMap<>();
    reader.readKeys(scope.shape(), keys, row -> images.put(scope.keys().of(row), image(row)));
    return images;
  }

  /** Those of these keys that are there. */
  Set<Key> present(Collection<Key> keys) {
    Set<Key> present = new HashSet<>();
    reader.readKeys(scope.shape(), keys, row -> present.add(scope.keys().of(row)));
    return present;
  }

  /** All rows; the array is reused. */
  void each(ProductionReader.RowVisitor rows) {
    parts(1).forEach(part -> reader.read(scope.shape(), part, rows));
  }

  List<String> parts(int wanted) {
    return reader.parts(scope.shape(), wanted);
  }

  /** The keys of a part. */
  Set<Key> keys(String part) {
    Set<Key> keys = new HashSet<>();
    reader.read(scope.shape(), part, row -> keys.add(scope.keys().of(row)));
    return keys;
  }

  @Override
  public void close() {
    reader.close();
  }
}
