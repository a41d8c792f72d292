package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.ApplyCount;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.ApplySession;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes parked rows of one mapping again. Rows with a key are read from their source, so that what
 * is written is at least as new as anything the stream has applied; what is newer comes later in
 * the log. Rows without key are never changed by the stream, and are taken from quarantine.
 */
final class Reading {

  private final Numbered numbered;
  private final RowChanges rows;
  private final ApplySession session;
  private final ChangeApplier changes;

  /**
   * @param applied up to where the stream is applied
   */
  Reading(Numbered numbered, Position applied, ApplySession session, ChangeApplier changes) {
    this.numbered = numbered;
    this.rows = new RowChanges(numbered, applied);
    this.session = session;
    this.changes = changes;
  }

  /**
   * What became of rows.
   *
   * @param written how many were dealt with, and how many of them are parked again
   * @param absent how many were not found
   */
  record Result(ApplyCount written, long absent) {}

  Result write(List<QuarantineItem> parked, SnapshotReader reader) {
    return numbered.appendOnly() ? fromQuarantine(parked) : fromSource(parked, reader);
  }

  private Result fromSource(List<QuarantineItem> parked, SnapshotReader reader) {
    TableSchema table = numbered.mapping().sourceTable();
    WantedRows wanted = WantedRows.of(table, parked);
    Batches batches = new Batches(session, changes, numbered.entity());
    Set<Long> placed = new HashSet<>();
    reader.readKeys(
        table,
        wanted.keys(),
        MappedColumns.demand(numbered.mapping()),
        row -> {
          Key key = rows.sourceKey(row);
          if (key != null && wanted.finds(key)) {
            EntityChange change = rows.of(row);
            if (change != null) {
              batches.add(change);
            }
            if (change == null || change.op() == Op.DELETE || change.key() != null) {
              placed.addAll(wanted.nameless(key));
            }
          }
        });
    ApplyCount count = batches.flush();
    supersede(placed);
    return new Result(count, wanted.absent());
  }

  /** What was parked before its target key was known has found its place. */
  private void supersede(Set<Long> items) {
    if (!items.isEmpty()) {
      session.supersedeItems(items);
    }
  }

  private Result fromQuarantine(List<QuarantineItem> parked) {
    ApplyCount count = ApplyCount.NONE;
    List<EntityChange> passing = new ArrayList<>();
    for (QuarantineItem item : parked) {
      EntityChange again = again(item.change());
      if (again == null || again.refused() != null) {
        count = count.plus(new ApplyCount(1, 1));
      } else {
        session.supersedeItems(Set.of(item.id()));
        passing.add(again);
      }
    }
    return new Result(count.plus(changes.apply(session, numbered.entity(), passing)), 0);
  }

  private @Nullable EntityChange again(ParkedChange change) {
    Optional<@Nullable Object[]> source =
        RowText.sourceRow(numbered.mapping().sourceTable(), change.payload());
    if (source.isPresent()) {
      return rows.of(source.get());
    }
    return RowText.targetRow(numbered.mapping().entity(), change.payload())
        .map(rows::append)
        .orElse(null);
  }
}
