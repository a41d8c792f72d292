package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.stream.ChangeMapper;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.RowResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The target keys of one entity that changes touched: those of the rows before and after each of
 * them. Their source rows are found by the key alone; where a change does not tell its keys, or
 * touched more than keys, a full pass is needed. One thread.
 */
final class TouchedKeys {

  /** More keys than this are not held in memory. */
  static final int MOST = 1_000_000;

  private static final int AT_ONCE = 20_000;

  private final Scope scope;
  private final List<Inverse> inverses = new ArrayList<>();
  private final Set<Key> keys = new HashSet<>();
  private String refusal = "";

  TouchedKeys(Scope scope) {
    this.scope = scope;
    if (scope.shape().appendOnly()) {
      refuse("it has no key");
      return;
    }
    for (CompiledMapping mapping : scope.mappings()) {
      Optional.ofNullable(Inverse.of(mapping))
          .ifPresentOrElse(
              inverses::add, () -> refuse("its key does not lead back to rows of its source"));
    }
  }

  /** Why the keys are not enough, in words that go on after "because"; empty when they are. */
  String refusal() {
    return refusal;
  }

  /** Keeps the first reason; the keys are not needed any more. */
  void refuse(String why) {
    refusal = refusal.isEmpty() ? why : refusal;
    keys.clear();
  }

  int size() {
    return keys.size();
  }

  /** All of them, so many at a time that both of their rows fit into memory. */
  List<Map<Key, Set<SourceRow>>> slices() {
    List<Map<Key, Set<SourceRow>>> slices = new ArrayList<>();
    for (Key key : keys) {
      if (slices.isEmpty() || slices.get(slices.size() - 1).size() == AT_ONCE) {
        slices.add(new HashMap<>());
      }
      slices.get(slices.size() - 1).put(key, Set.of());
    }
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
    if (keys.size() > MOST) {
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
    Key origin = Scope.normal(Key.of(source, mapping.sourceTable().keyIndexes()));
    if (Scope.normal(inverses.get(index).sourceKey(key)).equals(origin)) {
      keys.add(key);
    } else {
      refuse("a key of " + mapping.sourceTable().id() + " is spelled differently here");
    }
  }
}
