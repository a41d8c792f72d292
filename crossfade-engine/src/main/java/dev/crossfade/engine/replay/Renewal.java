package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a mapping that took the place of another, read and written again range by range, and
 * then once more those that are parked. Begun again, it begins from the start: twice changes
 * nothing. One thread.
 */
final class Renewal {

  private static final int ROWS = 5_000;

  private final Numbered numbered;
  private final TargetDatabase target;
  private @Nullable Key from;
  private boolean read;
  private @Nullable Replay parked;

  private Renewal(Numbered numbered, TargetDatabase target) {
    this.numbered = numbered;
    this.target = target;
  }

  /** The first mapping of a source that has to be renewed; null when there is none. */
  static @Nullable Renewal pending(String source, Mappings mappings, TargetDatabase target) {
    for (Numbered each : mappings.renewed()) {
      if (each.source().equals(source) && open(each, target)) {
        return new Renewal(each, target);
      }
    }
    return null;
  }

  private static boolean open(Numbered numbered, TargetDatabase target) {
    return target
        .progress()
        .fact(ProgressStore.RENEWAL_OF_MAPPING + numbered.number())
        .filter(version -> !version.isEmpty())
        .isPresent();
  }

  /** Renews the next rows; how many that are. */
  long step(StreamSession session, SnapshotReader reader, ChangeApplier changes, Position applied) {
    session.entityStates();
    if (!read && !numbered.appendOnly()) {
      return range(session, reader, changes, applied);
    }
    Replay now = parked == null ? everything() : parked;
    Replaying.Page page = Replaying.Page.read(target.quarantine(), now);
    List<ParkedChange> rows =
        page.changes().stream().filter(row -> row.mapping() == numbered.number()).toList();
    parked =
        now.further(page.cursor(), 0, 0, 0, page.last() ? Replay.State.DONE : Replay.State.OPEN);
    return new Reading(numbered, applied, session, changes).write(rows, reader).written().changes();
  }

  /** What was parked before now, and not what this renewal parks. */
  private Replay everything() {
    Selection what = new Selection(numbered.entity(), null, null, null);
    long newest =
        target.quarantine().list(numbered.entity(), 1).stream()
            .mapToLong(item -> item.id())
            .max()
            .orElse(0);
    return new Replay(0, numbered.source(), what, newest, 0, 0, 0, 0, Replay.State.OPEN);
  }

  private long range(
      StreamSession session, SnapshotReader reader, ChangeApplier changes, Position applied) {
    TableSchema table = numbered.mapping().sourceTable();
    KeyRange range = reader.split(table, from, ROWS, 1).get(0);
    RowChanges rows = new RowChanges(numbered, applied);
    Batches batches = new Batches(session, changes, numbered.entity());
    reader.read(
        table,
        range,
        row -> {
          EntityChange change = rows.of(row.clone());
          if (change != null) {
            batches.add(change);
          }
        });
    from = range.to();
    read = range.to() == null;
    return batches.flush().changes();
  }

  /** Whether nothing is left. */
  boolean over() {
    Replay now = parked;
    return now != null && now.state() == Replay.State.DONE;
  }

  /** Notes that it is over. */
  void remember() {
    target.progress().remember(ProgressStore.RENEWAL_OF_MAPPING + numbered.number(), "");
  }
}
