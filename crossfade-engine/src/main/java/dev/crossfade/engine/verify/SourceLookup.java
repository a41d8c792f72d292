package dev.crossfade.engine.verify;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
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
 * Looks up, in the sources as they are now, the rows behind target keys. Uses the source keys that
 * are known, else the inverse of the mapping's key, else reads the whole table.
 */
final class SourceLookup {

  private static final int BATCH = 1_000;

  private final Scope scope;
  private final ExpectedRows rows;
  private final RowDigest digest;

  SourceLookup(Scope scope, ExpectedRows rows) {
    this.scope = scope;
    this.rows = rows;
    this.digest = new RowDigest(scope.table());
  }

  /** What the sources show now for each of these keys. */
  Map<Key, Sighting> look(Map<Key, Set<SourceRow>> suspects) {
    Map<Key, Sighting> seen = new HashMap<>();
    ExpectedVisitor visitor = recorder(suspects.keySet(), seen);
    for (int i = 0; i < scope.mappings().size(); i++) {
      lookIn(i, suspects, visitor);
    }
    suspects.keySet().forEach(key -> seen.putIfAbsent(key, Sighting.ABSENT));
    return seen;
  }

  private void lookIn(int mapping, Map<Key, Set<SourceRow>> suspects, ExpectedVisitor visitor) {
    Inverse inverse = Inverse.of(scope.mappings().get(mapping));
    Set<Key> sourceKeys = new HashSet<>();
    boolean scan = false;
    for (Map.Entry<Key, Set<SourceRow>> suspect : suspects.entrySet()) {
      if (!suspect.getValue().isEmpty()) {
        suspect.getValue().stream()
            .filter(row -> row.mapping() == mapping)
            .forEach(row -> sourceKeys.add(row.sourceKey()));
      } else if (inverse != null) {
        sourceKeys.add(inverse.sourceKey(suspect.getKey()));
      } else {
        scan = true;
      }
    }
    if (scan) {
      rows.read(mapping, KeyRange.ALL, visitor);
      return;
    }
    List<Key> all = new ArrayList<>(sourceKeys);
    for (int from = 0; from < all.size(); from += BATCH) {
      rows.readKeys(mapping, all.subList(from, Math.min(all.size(), from + BATCH)), visitor);
    }
  }

  private ExpectedVisitor recorder(Set<Key> wanted, Map<Key, Sighting> seen) {
    return new ExpectedVisitor() {
      @Override
      public void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target) {
        Key key = scope.keyOf(target);
        if (wanted.contains(key)) {
          digest.digest(target);
          Sighting row = Sighting.of(Digest.of(digest), target);
          seen.merge(key, row, Sighting::and);
        }
      }

      @Override
      public void refused(int mapping, @Nullable Object[] source) {
        CompiledMapping compiled = scope.mappings().get(mapping);
        @Nullable Object[] target = new @Nullable Object[scope.table().columns().size()];
        if (compiled.applyKey(source, target) == RowResult.MAPPED) {
          Key key = scope.keyOf(target);
          if (wanted.contains(key)) {
            RefusedSource row = RefusedSource.of(compiled.sourceTable(), source);
            seen.merge(key, Sighting.refused(row), Sighting::and);
          }
        }
      }
    };
  }
}
