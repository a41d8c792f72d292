package dev.crossfade.engine;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.CompiledMapping;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source key behind a target key, where each source key column is copied into the target
 * key unchanged.
 */
public final class Inverse {

  private final int[] places;

  private Inverse(int[] places) {
    this.places = places;
  }

  /** The inverse of a mapping's key, or null when it has none. */
  public static @Nullable Inverse of(CompiledMapping mapping) {
    TableSchema target = mapping.entity();
    List<String> sourceKey = mapping.sourceTable().key();
    int[] targetKey = target.keyIndexes();
    int[] places = new int[sourceKey.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = -1;
      for (int k = 0; k < targetKey.length; k++) {
        if (mapping.directCopy(targetKey[k])
            && mapping.dependencies(targetKey[k]).equals(Set.of(sourceKey.get(i)))) {
          places[i] = k;
        }
      }
      if (places[i] < 0) {
        return null;
      }
    }
    return places.length == 0 ? null : new Inverse(places);
  }

  /** The key of the only source row that can be behind a target key. */
  public Key sourceKey(Key targetKey) {
    @Nullable Object[] values = new @Nullable Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = targetKey.value(places[i]);
    }
    return Key.of(values);
  }
}
