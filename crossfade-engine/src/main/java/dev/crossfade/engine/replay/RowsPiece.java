package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.TargetKeys;
import dev.crossfade.engine.apply.ApplyCount;
import dev.crossfade.engine.replay.ProductionRows.Image;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.Repair;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one mapping brings, and that are missing in production or others there. What is in
 * quarantine is not looked at: it gets out of there by itself, or by a replay. One thread.
 */
final class RowsPiece implements Piece {

  private static final int AT_ONCE = 500;

  private final RepairScope scope;
  private final Numbered numbered;
  private final Slices slices;
  private final @Nullable Set<Key> wanted;
  private final ProductionRows production;
  private final @Nullable Object[] row;
  private final Map<Key, Seen> seen = new HashMap<>();
  private final Map<Key, Key> refused = new HashMap<>();
  private final Map<Key, Key> suspects = new HashMap<>();
  private long compared;

  /**
   * @param wanted keys of the only rows that are meant; null for all that are read
   */
  RowsPiece(
      RepairScope scope,
      Numbered numbered,
      Slices slices,
      @Nullable Set<Key> wanted,
      ProductionRows production) {
    this.scope = scope;
    this.numbered = numbered;
    this.slices = slices;
    this.wanted = wanted;
    this.production = production;
    this.row = new @Nullable Object[scope.table().columns().size()];
  }

  /** What a source shows. */
  private record Seen(Key sourceKey, Image image) {}

  @Override
  public boolean look(SnapshotReader reader) {
    boolean last = slices.next(reader, this::source);
    compare();
    if (last) {
      suspects.putAll(refused);
      suspects.keySet().removeAll(parked(suspects.keySet()));
    }
    return last;
  }

  private void source(@Nullable Object[] source) {
    CompiledMapping mapping = numbered.mapping();
    Membership membership = mapping.accepts(source);
    Key origin = Key.of(source, table().keyIndexes());
    if (membership == Membership.OUT || !origin.readable()) {
      return;
    }
    Arrays.fill(row, null);
    if (membership == Membership.IN && mapping.apply(source, row) == RowResult.MAPPED) {
      Key key = scope.keys().of(row);
      if (meant(key)) {
        seen.put(key, new Seen(origin, production.image(row)));
      }
    } else if (mapping.applyKey(source, row) == RowResult.MAPPED) {
      Key key = scope.keys().of(row);
      if (meant(key)) {
        compared++;
        refused.put(key, origin);
      }
    }
    if (seen.size() == AT_ONCE) {
      compare();
    }
  }

  private TableSchema table() {
    return numbered.mapping().sourceTable();
  }

  private boolean meant(Key key) {
    return wanted == null || wanted.contains(key);
  }

  private void compare() {
    compared += seen.size();
    Map<Key, Image> actual = production.images(seen.keySet());
    seen.forEach(
        (key, expected) -> {
          if (!expected.image().equals(actual.get(key))) {
            suspects.put(key, expected.sourceKey());
          }
        });
    seen.clear();
  }

  private Set<Key> parked(Collection<Key> keys) {
    Set<Key> parked = new HashSet<>();
    scope
        .target()
        .quarantine()
        .parked(
            scope.entity(),
            keys,
            item -> {
              Key key = item.change().key();
              if (key != null) {
                parked.add(TargetKeys.normal(key));
              }
            });
    return parked;
  }

  @Override
  public boolean suspicious() {
    return !suspects.isEmpty();
  }

  @Override
  public Repair.Count write(Writing writing) {
    Map<Key, Key> open = new HashMap<>(suspects);
    open.keySet().removeIf(writing.window()::settled);
    open.keySet().removeAll(parked(open.keySet()));
    if (open.isEmpty()) {
      return new Repair.Count(compared, 0, 0, 0);
    }
    ApplyCount written = write(open, production.images(open.keySet()), writing);
    return new Repair.Count(compared, written.changes() - written.parked(), 0, written.parked());
  }

  /** Reads rows once more, and sets those that are still not as they should be. */
  private ApplyCount write(Map<Key, Key> open, Map<Key, Image> actual, Writing writing) {
    RowChanges rows = new RowChanges(numbered, writing.applied());
    Batches batches = new Batches(writing.session(), writing.changes(), scope.entity());
    Slices again = Slices.keys(numbered.mapping(), open.values());
    boolean last;
    do {
      last =
          again.next(
              writing.reader(),
              source -> {
                EntityChange change = rows.of(source.clone());
                if (change != null && differs(change, open, actual)) {
                  batches.add(change);
                }
              });
    } while (!last);
    return batches.flush();
  }

  private boolean differs(EntityChange change, Map<Key, Key> open, Map<Key, Image> actual) {
    Key key = change.key() == null ? null : TargetKeys.normal(change.key());
    if (change.op() == Op.DELETE || key == null || !open.containsKey(key)) {
      return false;
    }
    @Nullable Object @Nullable [] now = change.row();
    return now == null || !production.image(now).equals(actual.get(key));
  }

  @Override
  public @Nullable String next() {
    return wanted == null ? PlaceText.of(table(), slices.end()) : null;
  }
}
