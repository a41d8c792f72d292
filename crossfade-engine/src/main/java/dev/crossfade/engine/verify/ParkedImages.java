package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Fold;
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
  Map<Key, List<QuarantineItem>> look(Collection<Key> keys) {
    Map<Key, List<QuarantineItem>> found = new HashMap<>();
    List<Key> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Key> some = all.subList(from, Math.min(all.size(), from + BATCH));
      for (QuarantineItem item : quarantine.parked(scope.shape().name(), some)) {
        Key key = item.change().key();
        if (key != null) {
          found.computeIfAbsent(Scope.normal(key), any -> new ArrayList<>()).add(item);
        }
      }
    }
    return found;
  }

  /**
   * Whether quarantine holds what a source shows: the newest that is parked is that row, refused by
   * its mapping then as now, or refused by the target. Of several rows with one key production may
   * hold one.
   */
  boolean hold(Sighting source, Sighting production, List<QuarantineItem> parked) {
    if (parked.isEmpty()) {
      return false;
    }
    return switch (source.state()) {
      case REFUSED -> {
        RefusedSource refused = source.refused();
        yield refused != null && refused.parkedAs(parked.get(0).change().payload());
      }
      case ROW -> images(parked.get(0).change()).contains(source.digests().get(0));
      case CONTESTED -> holdTheOthers(source, production, parked);
      case ABSENT -> false;
    };
  }

  private boolean holdTheOthers(Sighting source, Sighting production, List<QuarantineItem> parked) {
    List<Digest> others = new ArrayList<>(source.digests());
    for (Digest shown : production.digests()) {
      if (!others.remove(shown)) {
        return false;
      }
    }
    Set<Digest> held = new HashSet<>();
    parked.forEach(item -> held.addAll(images(item.change())));
    return held.containsAll(others);
  }

  /**
   * Whether nothing can have been written under the key since its history: what history refused is
   * still parked, or a newer image in its place, and would have been superseded.
   */
  boolean neverApplied(List<QuarantineItem> parked) {
    return parked.stream().anyMatch(QuarantineItem::neverApplied);
  }

  /** The target rows that a parked change may stand for; none for what its mapping refused. */
  private Set<Digest> images(ParkedChange change) {
    Set<Digest> images = new HashSet<>();
    RowText.targetRow(scope.table(), change.payload())
        .ifPresentOrElse(row -> add(row, images), () -> mapped(change, images));
    return images;
  }

  private void mapped(ParkedChange change, Set<Digest> images) {
    if (!RefusedRows.byTarget(change)) {
      return;
    }
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
