package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.MappedColumns;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.Renewals;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a mapping that took the place of another, read and written again range by range, and
 * then once more those that are parked. What was discarded stays so. Begun again, it begins from
 * the start: twice changes nothing. One thread.
 */
final class Renewal {

  private static final int ROWS = 5_000;

  private final Numbered numbered;
  private final TargetDatabase target;
  private Place place = new Place(null, false, null);
  private Place next = place;

  /**
   * How far it is.
   *
   * @param from the first key that was not read
   * @param read whether all ranges were
   * @param parked how far what is parked is
   */
  private record Place(@Nullable Key from, boolean read, @Nullable Replay parked) {}

  private Renewal(Numbered numbered, TargetDatabase target) {
    this.numbered = numbered;
    this.target = target;
  }

  /** The mappings of a source that have to be renewed, from their first rows. */
  static List<Renewal> pending(String source, Mappings mappings, TargetDatabase target) {
    return mappings.renewed().stream()
        .filter(each -> each.source().equals(source) && open(each, target))
        .map(each -> new Renewal(each, target))
        .toList();
  }

  /** Tells it from the others. */
  String name() {
    return "renewal " + numbered.number();
  }

  private static boolean open(Numbered numbered, TargetDatabase target) {
    return Renewals.open(numbered.number(), target.progress());
  }

  /** Renews the next rows, the same ones until that {@linkplain #settled is settled}; how many. */
  long step(StreamSession session, SnapshotReader reader, ChangeApplier changes, Position applied) {
    session.entityStates();
    if (!place.read() && !numbered.appendOnly()) {
      return range(session, reader, changes, applied);
    }
    Replay now = place.parked() == null ? everything() : place.parked();
    ParkedPage page = ParkedPage.read(target.quarantine(), now);
    List<QuarantineItem> rows =
        page.items().stream().filter(item -> item.change().mapping() == numbered.number()).toList();
    Replay.State state = page.last() ? Replay.State.DONE : Replay.State.OPEN;
    next = new Place(null, true, now.further(page.cursor(), 0, 0, 0, state));
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
    KeyRange range = reader.split(table, place.from(), ROWS, 1).get(0);
    RowChanges rows = new RowChanges(numbered, applied);
    DiscardedRows discarded = new DiscardedRows(numbered, target.quarantine());
    Batches batches = new Batches(session, changes, numbered.entity(), discarded::without);
    reader.read(
        table,
        range,
        MappedColumns.demand(numbered.mapping()),
        row -> {
          EntityChange change = rows.of(row.clone());
          if (change != null) {
            batches.add(change);
          }
        });
    next = new Place(range.to(), range.to() == null, null);
    return batches.flush().changes();
  }

  /** What was renewed last is committed. */
  void settled() {
    place = next;
  }

  /** Whether nothing is left. */
  boolean over() {
    Replay now = place.parked();
    return now != null && now.state() == Replay.State.DONE;
  }

  /** Notes that it is over, unless another one was asked for meanwhile. */
  void remember() {
    String fact = ProgressStore.RENEWAL_OF_MAPPING + numbered.number();
    String version = numbered.mapping().version();
    if (target.progress().fact(fact).filter(version::equals).isPresent()) {
      target.progress().remember(fact, "");
    }
  }
}
