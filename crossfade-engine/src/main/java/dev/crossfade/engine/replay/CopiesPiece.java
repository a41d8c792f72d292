package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Fold;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.ApplyCount;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.engine.replay.ProductionRows.Image;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.PinnedSnapshot;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.Repair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies of rows of an entity without key, which only one source may feed: nobody but its stream's
 * owner writes them. A snapshot of the source is counted while the stream is at rest, of which it
 * shows everything that was applied. Once the stream is behind the high mark, everything that the
 * snapshot shows is applied, and of each change since it is known whether the snapshot shows it: so
 * it is known how many copies of each row production is to have. It is read then, and copies are
 * added and taken away. What is in quarantine is not added. One thread.
 */
final class CopiesPiece implements Piece {

  /** So many times more than the source has may be in production. */
  private static final int TIMES = 4;

  private final RepairScope scope;
  private final SourceDatabase source;
  private final ProductionRows production;
  private final Share share;
  private final Copies copies;
  private @Nullable PinnedSnapshot pinned;
  private long compared;
  private final int most;
  private boolean tooMany;
  private boolean unfinished;
  private boolean broken;

  CopiesPiece(RepairScope scope, String source, ProductionRows production, Share share, int most) {
    this.scope = scope;
    this.source = scope.source(source);
    this.production = production;
    this.share = share;
    this.most = most;
    this.copies = new Copies(share, production::image, most);
  }

  @Override
  public boolean look(SnapshotReader reader) {
    PinnedSnapshot snapshot = source.pin();
    pinned = snapshot;
    for (Numbered each : scope.mappings()) {
      read(snapshot, each.mapping(), row -> compared += copies.shown(row) ? 1 : 0);
    }
    return true;
  }

  /** Receives what a mapping makes of a row; the array is reused. */
  @FunctionalInterface
  private interface Mapped {
    void row(@Nullable Object[] row);
  }

  private void read(PinnedSnapshot snapshot, CompiledMapping mapping, Mapped rows) {
    @Nullable Object[] row = new @Nullable Object[scope.table().columns().size()];
    snapshot.read(
        mapping.sourceTable(),
        MappedColumns.demand(mapping),
        from -> {
          Arrays.fill(row, null);
          if (mapping.accepts(from) == Membership.IN
              && mapping.apply(from, row) == RowResult.MAPPED) {
            rows.row(row);
          }
        });
  }

  @Override
  public void applying(Map<String, List<EntityChange>> changes) {
    PinnedSnapshot snapshot = pinned;
    if (snapshot != null) {
      copies.applying(
          changes.getOrDefault(scope.entity(), List.of()),
          change -> source.seenBy(snapshot.token(), change.transaction(), change.position()));
    }
  }

  /** Whether nobody can tell any more: it has to be begun again. */
  @Override
  public boolean broken() {
    return broken;
  }

  /** What was under way has to arrive before anybody can say that it is missing. */
  @Override
  public boolean suspicious() {
    return !copies.full();
  }

  @Override
  public Repair.@Nullable Count write(Writing writing) {
    tooMany = copies.full();
    if (tooMany) {
      return Repair.Count.NONE;
    }
    Map<Image, Long> due = copies.due(writing.applied());
    subtract(due);
    if (tooMany) {
      return Repair.Count.NONE;
    }
    due.values().removeIf(number -> number == 0);
    if (!due.isEmpty()) {
      parked(due);
    }
    if (due.isEmpty()) {
      return new Repair.Count(compared, 0, 0, 0);
    }
    Surplus removed = remove(due, writing);
    ApplyCount added = add(due, writing);
    unfinished = removed.left();
    // somebody else wrote meanwhile
    broken = due.values().stream().anyMatch(number -> number > 0 || !unfinished);
    return broken
        ? null
        : new Repair.Count(
            unfinished ? 0 : compared,
            added.changes() - added.parked(),
            removed.rows().size(),
            added.parked());
  }

  /** Takes off what production has. */
  private void subtract(Map<Image, Long> due) {
    production.each(
        row -> {
          Image image = production.image(row);
          if (share.has(image) && !tooMany) {
            due.merge(image, -1L, Long::sum);
            tooMany = due.size() > TIMES * (long) most;
          }
        });
  }

  /** Copies that wait in quarantine are not missing: a replay writes them, or nobody wants them. */
  private void parked(Map<Image, Long> due) {
    scope
        .target()
        .quarantine()
        .withoutKey(
            scope.entity(),
            item -> {
              Image image = image(item.change());
              if (image != null && due.getOrDefault(image, 0L) > 0) {
                count(due, image, -1);
              }
            });
  }

  private @Nullable Image image(ParkedChange change) {
    return scope.mappings().stream()
        .filter(each -> each.number() == change.mapping())
        .findFirst()
        .flatMap(each -> written(each.mapping(), change))
        .map(production::image)
        .orElse(null);
  }

  /** The row that a replay would write. */
  private static Optional<@Nullable Object[]> written(
      CompiledMapping mapping, ParkedChange change) {
    Optional<@Nullable Object[]> row =
        RowText.targetRow(mapping.entity(), change.payload())
            .or(
                () ->
                    RowText.sourceRow(mapping.sourceTable(), change.payload())
                        .flatMap(source -> mapped(mapping, source)));
    return row.filter(
        values ->
            Fold.complete(values) && Arrays.stream(values).noneMatch(Unreadable.class::isInstance));
  }

  private static Optional<@Nullable Object[]> mapped(
      CompiledMapping mapping, @Nullable Object[] source) {
    @Nullable Object[] row = new @Nullable Object[mapping.entity().columns().size()];
    return mapping.accepts(source) == Membership.IN
            && mapping.apply(source, row) == RowResult.MAPPED
        ? Optional.of(row)
        : Optional.empty();
  }

  /** A row of which nothing is due is not in the map. */
  private static void count(Map<Image, Long> due, Image image, long by) {
    due.merge(image, by, (one, other) -> one + other == 0 ? null : one + other);
  }

  private ApplyCount add(Map<Image, Long> due, Writing writing) {
    Batches batches = new Batches(writing.session(), writing.changes(), scope.entity());
    PinnedSnapshot snapshot = pinned;
    if (snapshot == null) {
      throw new IllegalStateException("nothing was looked at");
    }
    for (Numbered each : scope.mappings()) {
      RowChanges rows = new RowChanges(each, writing.applied());
      read(
          snapshot,
          each.mapping(),
          row -> {
            Image image = production.image(row);
            if (due.getOrDefault(image, 0L) > 0) {
              count(due, image, -1);
              batches.add(rows.append(row.clone()));
            }
          });
    }
    return batches.flush();
  }

  private Surplus remove(Map<Image, Long> due, Writing writing) {
    Surplus surplus = new Surplus();
    production.each(
        row -> {
          Image image = production.image(row);
          if (due.getOrDefault(image, 0L) < 0 && surplus.takes(row)) {
            count(due, image, 1);
          }
        });
    if (!surplus.rows().isEmpty()) {
      writing.remove(scope.entity(), List.of(), surplus.rows());
    }
    return surplus;
  }

  @Override
  public @Nullable String next() {
    return tooMany ? share.smaller() : unfinished ? share.place() : share.next();
  }

  @Override
  public void close() {
    PinnedSnapshot snapshot = pinned;
    pinned = null;
    if (snapshot != null) {
      snapshot.close();
    }
  }
}
