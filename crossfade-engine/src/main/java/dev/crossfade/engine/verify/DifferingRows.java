package dev.crossfade.engine.verify;

import dev.crossfade.core.check.RowPair;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Inverse;
import dev.crossfade.spi.target.ProductionReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows that differ for certain once more, with their values. One thread. */
final class DifferingRows {

  private final Scope scope;
  private final BothSides sides;

  DifferingRows(Scope scope, BothSides sides) {
    this.scope = scope;
    this.sides = sides;
  }

  /** Both sides of these rows; those that are alike by now are left out. */
  List<RowPair> read(Map<Key, Set<SourceRow>> rows) {
    Map<Key, @Nullable Object[]> expected = new HashMap<>();
    Map<Key, @Nullable Object[]> actual = new HashMap<>();
    try (ExpectedRows source = sides.openExpected();
        ProductionReader production = sides.openActual()) {
      for (int i = 0; i < scope.mappings().size(); i++) {
        expect(source, i, rows, expected);
      }
      production.readKeys(
          scope.shape(), rows.keySet(), row -> actual.put(scope.keyOf(row), row.clone()));
    }
    List<RowPair> pairs = new ArrayList<>();
    for (Key key : rows.keySet()) {
      @Nullable Object[] should = expected.get(key);
      @Nullable Object[] is = actual.get(key);
      if (should != null || is != null) {
        pairs.add(new RowPair(key, KeyText.of(scope.table(), key), should, is));
      }
    }
    return pairs;
  }

  private void expect(
      ExpectedRows source,
      int mapping,
      Map<Key, Set<SourceRow>> rows,
      Map<Key, @Nullable Object[]> expected) {
    List<Key> sourceKeys = sourceKeys(mapping, rows);
    ExpectedVisitor visitor = keeping(rows.keySet(), expected);
    if (sourceKeys == null) {
      source.read(mapping, KeyRange.ALL, visitor);
    } else if (!sourceKeys.isEmpty()) {
      source.readKeys(mapping, sourceKeys, visitor);
    }
  }

  /** Null when a key is not known, so that the whole table has to be read. */
  private @Nullable List<Key> sourceKeys(int mapping, Map<Key, Set<SourceRow>> rows) {
    Inverse inverse = Inverse.of(scope.mappings().get(mapping));
    List<Key> keys = new ArrayList<>();
    for (Map.Entry<Key, Set<SourceRow>> row : rows.entrySet()) {
      if (!row.getValue().isEmpty()) {
        row.getValue().stream()
            .filter(each -> each.mapping() == mapping)
            .forEach(each -> keys.add(each.sourceKey()));
      } else if (inverse != null) {
        keys.add(inverse.sourceKey(row.getKey()));
      } else {
        return null;
      }
    }
    return keys;
  }

  private ExpectedVisitor keeping(Set<Key> wanted, Map<Key, @Nullable Object[]> expected) {
    return new ExpectedVisitor() {
      @Override
      public void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target) {
        Key key = scope.keyOf(target);
        if (wanted.contains(key)) {
          expected.put(key, target.clone());
        }
      }

      @Override
      public void refused(int mapping, @Nullable Object[] source) {
        // it is not expected in production
      }
    };
  }
}
