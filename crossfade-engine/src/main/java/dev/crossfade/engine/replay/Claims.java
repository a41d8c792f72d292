package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Inverse;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.SnapshotReader;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of some keys of production no source row has: source rows are found by the inverse of the
 * mapping's key, else the whole table is read. One thread.
 */
final class Claims {

  private final RepairScope scope;
  private final Deque<Numbered> mappings = new ArrayDeque<>();
  private final Set<Key> open;
  private final Set<Key> refused = new HashSet<>();
  private final @Nullable Object[] row;
  private @Nullable Slices slices;

  /**
   * @param sources whose rows are looked for
   * @param keys in the spelling in which keys are compared
   */
  Claims(RepairScope scope, Predicate<String> sources, Collection<Key> keys) {
    this.scope = scope;
    this.open = new HashSet<>(keys);
    this.row = new @Nullable Object[scope.table().columns().size()];
    scope.mappings().stream().filter(each -> sources.test(each.source())).forEach(mappings::add);
  }

  /** Whether the rows of each key are found without reading a whole table. */
  static boolean quick(RepairScope scope) {
    return scope.mappings().stream().allMatch(each -> Inverse.of(each.mapping()) != null);
  }

  /** Reads the next slice; true when all was read. */
  boolean next(Function<String, SnapshotReader> readers) {
    Numbered numbered = mappings.peek();
    if (numbered == null || open.isEmpty()) {
      return true;
    }
    Slices now = slices == null ? slices(numbered.mapping(), open) : slices;
    slices = now;
    if (now.next(readers.apply(numbered.source()), source -> claim(numbered.mapping(), source))) {
      slices = null;
      mappings.remove();
    }
    return mappings.isEmpty();
  }

  /** The rows of a source table among which those of these keys are. */
  static Slices slices(CompiledMapping mapping, Collection<Key> keys) {
    Inverse inverse = Inverse.of(mapping);
    return inverse == null
        ? Slices.all(mapping)
        : Slices.keys(mapping, keys.stream().map(inverse::sourceKey).toList());
  }

  private void claim(CompiledMapping mapping, @Nullable Object[] source) {
    Membership membership = mapping.accepts(source);
    if (membership == Membership.OUT) {
      return;
    }
    if (membership == Membership.IN && mapping.apply(source, row) == RowResult.MAPPED) {
      open.remove(scope.keys().of(row));
    } else if (mapping.applyKey(source, row) == RowResult.MAPPED) {
      refused.add(scope.keys().of(row));
    }
  }

  /** Keys that no row has. */
  Set<Key> unclaimed() {
    Set<Key> none = new HashSet<>(open);
    none.removeAll(refused);
    return none;
  }

  /** Keys that only rows have which their mapping refuses. */
  Set<Key> refused() {
    Set<Key> only = new HashSet<>(open);
    only.retainAll(refused);
    return only;
  }
}
