package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.TargetKeys;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Repair;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rows of production that no source has. What the stream has changed meanwhile is left to it. The
 * streams of other sources write the entity too: a row is taken away first, and then, while nobody
 * else can write it, looked for once more in what those have applied; if it is there, or that
 * cannot be told yet, nothing is committed. One thread.
 */
final class ExtrasPiece implements Piece {

  private static final int LOOKS = 5;

  private final RepairScope scope;
  private final String source;
  private final Supplier<Set<Key>> found;
  private final ProductionRows production;
  private final Map<String, SnapshotReader> readers;
  private final @Nullable String next;
  private @Nullable Claims claims;
  private Set<Key> suspects = Set.of();
  private long compared;

  /**
   * @param source whose stream's owner works
   * @param found the keys that production shows
   * @param readers of other sources, opened when needed
   */
  ExtrasPiece(
      RepairScope scope,
      String source,
      Supplier<Set<Key>> found,
      ProductionRows production,
      Map<String, SnapshotReader> readers,
      @Nullable String next) {
    this.scope = scope;
    this.source = source;
    this.found = found;
    this.production = production;
    this.readers = readers;
    this.next = next;
  }

  @Override
  public boolean look(SnapshotReader reader) {
    Claims now = claims == null ? begin() : claims;
    claims = now;
    if (!now.next(name -> reader(name, reader))) {
      return false;
    }
    suspects = new HashSet<>(now.unclaimed());
    suspects.addAll(neverApplied(now.refused()));
    return true;
  }

  private Claims begin() {
    Set<Key> keys = found.get();
    compared = keys.size();
    return new Claims(scope, any -> true, keys);
  }

  private SnapshotReader reader(String name, SnapshotReader own) {
    return name.equals(source)
        ? own
        : readers.computeIfAbsent(name, other -> scope.source(other).openReader());
  }

  /** What was refused from the beginning cannot have been written. */
  private Set<Key> neverApplied(Collection<Key> keys) {
    Set<Key> never = new HashSet<>();
    if (!keys.isEmpty()) {
      scope.target().quarantine().parked(scope.entity(), keys, item -> add(item, never));
    }
    return never;
  }

  private static void add(QuarantineItem item, Set<Key> never) {
    Key key = item.change().key();
    if (item.neverApplied() && key != null) {
      never.add(TargetKeys.normal(key));
    }
  }

  @Override
  public boolean suspicious() {
    return !suspects.isEmpty();
  }

  @Override
  public Repair.@Nullable Count write(Writing writing) {
    Set<Key> extra = new HashSet<>(suspects);
    extra.removeIf(writing.window()::touched);
    extra.retainAll(production.present(extra));
    if (!extra.isEmpty()) {
      writing.remove(scope.entity(), extra, List.of());
      for (String name : scope.feeding()) {
        if (!name.equals(source) && !absent(name, extra, writing.reader())) {
          return null;
        }
      }
    }
    return new Repair.Count(compared, 0, extra.size(), 0);
  }

  /** Whether another source has none of these rows, in all that its stream may have applied. */
  private boolean absent(String name, Set<Key> extra, SnapshotReader own) {
    SourceDatabase other = scope.source(name);
    String before = other.horizon();
    boolean seen = false;
    for (int look = 0; look < LOOKS && !seen; look++) {
      seen = other.covers(other.horizon(), before);
    }
    if (!seen) {
      return false;
    }
    Claims again = new Claims(scope, name::equals, extra);
    boolean last;
    do {
      last = again.next(each -> reader(each, own));
    } while (!last);
    Set<Key> left = new HashSet<>(again.unclaimed());
    left.addAll(neverApplied(again.refused()));
    suspects.retainAll(left);
    return left.size() == extra.size();
  }

  @Override
  public @Nullable String next() {
    return next;
  }
}
