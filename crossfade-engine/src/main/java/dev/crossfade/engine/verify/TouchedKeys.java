package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Inverse;
import dev.crossfade.engine.stream.ChangeMapper;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.RowResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The target keys of one entity that changes touched, those of the rows before and after each of
 * them, with their source rows: no two have one key, that is proven of every mapping. Where a
 * change does not tell its keys, or touched more than keys, a full pass is needed. One thread.
 */
final class TouchedKeys {

  /** More keys than this are not held in memory. */
  static final int MOST = 500_000;

  private static final int AT_ONCE = 20_000;

  private final Scope scope;
  private final @Nullable Inverse inverse;
  private final Map<Key, Set<SourceRow>> rows = new HashMap<>();
  private String refusal = "";

  TouchedKeys(Scope scope) {
    this.scope = scope;
    this.inverse = scope.mappings().size() == 1 ? Inverse.of(scope.mappings().get(0)) : null;
  }

  /** Why the keys are not enough, in words that go on after "because"; empty when they are. */
  String refusal() {
    return refusal;
  }

  /** Keeps the first reason; the keys are not needed any more. */
  void refuse(String why) {
    refusal = refusal.isEmpty() ? why : refusal;
    rows.clear();
  }

  int size() {
    return rows.size();
  }

  /** All of them, so many at a time that both of their rows fit into memory. */
  List<Map<Key, Set<SourceRow>>> slices() {
    List<Map<Key, Set<SourceRow>>> slices = new ArrayList<>();
    rows.forEach(
        (key, sources) -> {
          if (slices.isEmpty() || slices.get(slices.size() - 1).size() == AT_ONCE) {
            slices.add(new HashMap<>());
          }
          slices.get(slices.size() - 1).put(key, sources);
        });
    return slices;
  }

  /** Takes the keys of a change of a source, if it concerns the entity. */
  void add(String source, Change change) {
    for (int i = 0; i < scope.mappings().size() && refusal.isEmpty(); i++) {
      CompiledMapping mapping = scope.mappings().get(i);
      if (mapping.source().equals(source) && mapping.sourceTable().id().equals(change.table())) {
        add(i, change);
      }
    }
  }

  private void add(int mapping, Change change) {
    @Nullable Object @Nullable [] before = change.before();
    @Nullable Object @Nullable [] after = change.after();
    if (scope.shape().appendOnly()) {
      refuse("it has no key, and rows were added");
      return;
    }
    if (change.op() == Op.TRUNCATE) {
      refuse("all rows of " + change.table() + " were truncated");
      return;
    }
    if (before != null) {
      take(mapping, before);
    }
    if (after != null) {
      take(mapping, before == null ? after : ChangeMapper.filled(after, before));
    }
    if (rows.size() > MOST) {
      refuse("more than " + MOST + " of its keys were touched");
    }
  }

  private void take(int index, @Nullable Object[] source) {
    CompiledMapping mapping = scope.mappings().get(index);
    @Nullable Object[] target = new @Nullable Object[scope.table().columns().size()];
    if (mapping.applyKey(source, target) != RowResult.MAPPED) {
      refuse("a row of " + mapping.sourceTable().id() + " without a key here was touched");
      return;
    }
    Key key = scope.keyOf(target);
    Key origin = Key.of(source, mapping.sourceTable().keyIndexes());
    Set<SourceRow> touched =
        origin.equals(followed(key)) ? Set.of() : Set.of(new SourceRow(key, index, origin));
    rows.merge(key, touched, (one, other) -> both(key, index, one, other));
  }

  /** The source key behind a key, where the mapping itself tells; needs no memory. */
  private @Nullable Key followed(Key key) {
    return inverse == null ? null : inverse.sourceKey(key);
  }

  /** One source key may be spelled in two ways, as 1.5 and 1.50. */
  private Set<SourceRow> both(Key key, int mapping, Set<SourceRow> one, Set<SourceRow> other) {
    if (one.containsAll(other) && one.isEmpty() == other.isEmpty()) {
      return one;
    }
    Set<SourceRow> both = new HashSet<>(one);
    both.addAll(other);
    Key followed = followed(key);
    if (followed != null && (one.isEmpty() || other.isEmpty())) {
      both.add(new SourceRow(key, mapping, followed));
    }
    return Set.copyOf(both);
  }
}
