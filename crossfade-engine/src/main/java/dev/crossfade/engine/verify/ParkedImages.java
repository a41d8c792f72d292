package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Fold;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.apply.RefusedRows;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What quarantine holds for keys, and whether that is what their sources show. One thread. */
final class ParkedImages {

  private static final int BATCH = 5_000;

  private final Scope scope;
  private final QuarantineStore quarantine;
  private final RowDigest digest;

  ParkedImages(Scope scope, QuarantineStore quarantine) {
    this.scope = scope;
    this.quarantine = quarantine;
    this.digest = new RowDigest(scope.table());
  }

  /** What is parked under these keys, newest first. */
  Map<Key, List<Parked>> look(Collection<Key> keys) {
    Map<Key, List<Parked>> found = new HashMap<>();
    List<Key> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Key> some = all.subList(from, Math.min(all.size(), from + BATCH));
      quarantine.parked(
          scope.shape().name(),
          some,
          item -> {
            Parked parked = parked(item);
            if (parked.key() != null) {
              found.computeIfAbsent(parked.key(), any -> new ArrayList<>()).add(parked);
            }
          });
    }
    return found;
  }

  /** All rows that are parked without a target key, newest first. */
  List<Parked> withoutKey() {
    List<Parked> found = new ArrayList<>();
    quarantine.withoutKey(scope.shape().name(), item -> found.add(parked(item)));
    return found;
  }

  private Parked parked(QuarantineItem item) {
    ParkedChange change = item.change();
    Key key = change.key();
    return new Parked(
        key == null ? null : Scope.normal(key),
        change.source(),
        change.sourceKeyText(),
        RefusedRows.byTarget(change),
        change.op() == Op.DELETE,
        item.neverApplied(),
        item.discarded(),
        sources(change),
        images(item));
  }

  private List<RefusedSource> sources(ParkedChange change) {
    return scope.mappings().stream()
        .filter(mapping -> mapping.source().equals(change.source()))
        .map(CompiledMapping::sourceTable)
        .distinct()
        .flatMap(table -> RefusedSource.parked(table, change.payload()).stream())
        .toList();
  }

  /**
   * Whether quarantine holds what a source shows: the newest that is parked is that row, refused by
   * its mapping then as now, or refused by the target. Of several rows with one key production may
   * hold one.
   */
  boolean hold(Sighting source, Sighting production, List<Parked> parked) {
    if (parked.isEmpty()) {
      return false;
    }
    return switch (source.state()) {
      case REFUSED -> {
        RefusedSource refused = source.refused();
        yield refused != null && parked.get(0).holds(refused);
      }
      case ROW -> parked.get(0).images().contains(source.digests().get(0));
      case CONTESTED -> holdTheOthers(source, production, parked);
      case ABSENT -> false;
    };
  }

  private boolean holdTheOthers(Sighting source, Sighting production, List<Parked> parked) {
    List<Digest> others = new ArrayList<>(source.digests());
    for (Digest shown : production.digests()) {
      if (!others.remove(shown)) {
        return false;
      }
    }
    Set<Digest> held = new HashSet<>();
    parked.forEach(item -> held.addAll(item.images()));
    return held.containsAll(others);
  }

  /**
   * Whether nothing can have been written under the key since its history: what history refused is
   * still parked, or a newer image in its place, and would have been superseded.
   */
  boolean neverApplied(List<Parked> parked) {
    return parked.stream().anyMatch(Parked::neverApplied);
  }

  /**
   * The target rows that what is parked may stand for; none for what its mapping refused, unless
   * somebody discarded it: it stays away when other rules would accept it.
   */
  Set<Digest> images(QuarantineItem item) {
    ParkedChange change = item.change();
    Set<Digest> images = new HashSet<>();
    RowText.targetRow(scope.table(), change.payload())
        .ifPresentOrElse(
            row -> add(row, images),
            () -> {
              if (item.discarded() || RefusedRows.byTarget(change)) {
                mapped(change, images);
              }
            });
    return images;
  }

  private void mapped(ParkedChange change, Set<Digest> images) {
    for (CompiledMapping mapping : scope.mappings()) {
      if (mapping.source().equals(change.source())) {
        Optional<@Nullable Object[]> source =
            RowText.sourceRow(mapping.sourceTable(), change.payload());
        @Nullable Object[] row = new @Nullable Object[scope.table().columns().size()];
        if (source.isPresent()
            && mapping.accepts(source.get()) == Membership.IN
            && mapping.apply(source.get(), row) == RowResult.MAPPED) {
          add(row, images);
        }
      }
    }
  }

  private void add(@Nullable Object[] row, Set<Digest> images) {
    boolean readable = Arrays.stream(row).noneMatch(Unreadable.class::isInstance);
    if (readable && Fold.complete(row)) {
      digest.digest(row);
      images.add(Digest.of(digest));
    }
  }
}
