package dev.crossfade.engine.verify;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Inverse;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.RowResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks up, in the sources as they are now, the rows behind target keys. Uses the source keys that
 * are known, else the inverse of the mapping's key, else reads the whole table; what such a scan
 * finds has a known source key from then on. One thread.
 */
final class SourceLookup {

  private static final int BATCH = 1_000;

  private final Scope scope;
  private final ExpectedRows rows;
  private final RowDigest digest;
  private final List<Optional<Inverse>> inverses;
  private final Suspects found = new Suspects();

  SourceLookup(Scope scope, ExpectedRows rows) {
    this.scope = scope;
    this.rows = rows;
    this.digest = new RowDigest(scope.table());
    this.inverses =
        scope.mappings().stream().map(each -> Optional.ofNullable(Inverse.of(each))).toList();
  }

  /** What the sources show now for each of these keys. */
  Map<Key, Sighting> look(Map<Key, Set<SourceRow>> suspects) {
    Map<Key, Sighting> seen = new HashMap<>();
    Suspects scanned = new Suspects();
    ExpectedVisitor visitor = recorder(suspects.keySet(), seen, scanned);
    for (int i = 0; i < scope.mappings().size(); i++) {
      lookIn(i, suspects, visitor);
    }
    if (needsScans()) {
      scanned.rows().values().forEach(rows -> rows.forEach(found::add));
    }
    suspects.keySet().forEach(key -> seen.putIfAbsent(key, Sighting.ABSENT));
    return seen;
  }

  /** Those of these keys whose rows are found without reading a whole table, in their order. */
  Map<Key, Set<SourceRow>> withoutScan(Map<Key, Set<SourceRow>> suspects) {
    Map<Key, Set<SourceRow>> cheap = new LinkedHashMap<>(suspects);
    if (needsScans()) {
      cheap.entrySet().removeIf(suspect -> known(suspect).isEmpty());
    }
    return cheap;
  }

  private boolean needsScans() {
    return inverses.stream().anyMatch(Optional::isEmpty);
  }

  private Set<SourceRow> known(Map.Entry<Key, Set<SourceRow>> suspect) {
    return suspect.getValue().isEmpty()
        ? found.rows().getOrDefault(suspect.getKey(), Set.of())
        : suspect.getValue();
  }

  private void lookIn(int mapping, Map<Key, Set<SourceRow>> suspects, ExpectedVisitor visitor) {
    Optional<Inverse> inverse = inverses.get(mapping);
    Set<Key> sourceKeys = new HashSet<>();
    for (Map.Entry<Key, Set<SourceRow>> suspect : suspects.entrySet()) {
      Set<SourceRow> known = known(suspect);
      if (!known.isEmpty()) {
        known.stream()
            .filter(row -> row.mapping() == mapping)
            .forEach(row -> sourceKeys.add(row.sourceKey()));
      } else if (inverse.isPresent()) {
        sourceKeys.add(inverse.get().sourceKey(suspect.getKey()));
      } else {
        rows.read(mapping, KeyRange.ALL, visitor);
        return;
      }
    }
    List<Key> all = new ArrayList<>(sourceKeys);
    for (int from = 0; from < all.size(); from += BATCH) {
      rows.readKeys(mapping, all.subList(from, Math.min(all.size(), from + BATCH)), visitor);
    }
  }

  private SourceRow row(Key key, int mapping, @Nullable Object[] source) {
    int[] sourceKey = scope.mappings().get(mapping).sourceTable().keyIndexes();
    return new SourceRow(key, mapping, Key.of(source, sourceKey));
  }

  private ExpectedVisitor recorder(Set<Key> wanted, Map<Key, Sighting> seen, Suspects rows) {
    return new ExpectedVisitor() {
      @Override
      public void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target) {
        Key key = scope.keyOf(target);
        if (wanted.contains(key)) {
          note(row(key, mapping, source), Sighting.of(digest, target));
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
            note(row(key, mapping, source), Sighting.refused(row));
          }
        }
      }

      /** A row that was asked for in two spellings of its key is one row. */
      private void note(SourceRow row, Sighting sighting) {
        if (row.sourceKey().size() == 0 || !rows.has(row)) {
          seen.merge(row.key(), sighting, Sighting::and);
        }
        rows.add(row);
      }
    };
  }
}
