package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.StreamState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One part of a repair, piece by piece, through the second seam between history and stream. The low
 * mark of a piece is where the stream is applied: both sides are looked at when its source shows
 * all of that. Then a high mark is written into the source's log. Once the stream has met it, what
 * was only under way has arrived; what the stream has changed in between is left to it; and the
 * rest is made right in one transaction of the stream, with how far the part is. Begun again, a
 * piece begins from the start. [MONOTONE] One thread.
 */
final class Repairing implements AutoCloseable {

  private static final long PART = 10_000;
  private static final long PART_OF_SCANS = 200_000;
  private static final int LEAST_PARTS = 16;
  private static final int MOST_PARTS = 100_000;

  private final RepairScope scope;
  private final ProductionRows production;
  private final int copies;
  private final Map<String, SnapshotReader> others = new HashMap<>();
  private Repair repair;
  private @Nullable Repair next;
  private @Nullable Piece piece;
  private Window window;
  private List<String> parts = List.of();
  private int part;
  private @Nullable Map<String, Long> marks;

  Repairing(RepairScope scope, Repair repair, int copies) {
    this.scope = scope;
    this.copies = copies;
    this.repair = repair;
    this.production = new ProductionRows(scope);
    this.window = new Window(scope.entity());
  }

  /** How far a piece is. */
  enum Stage {
    /** Both sides have to be looked at, further. */
    LOOK,
    /** The stream has to come behind the look. */
    AWAIT,
    /** What differs can be written. */
    WRITE
  }

  /** Remembers what the stream is about to apply. */
  void applying(Map<String, List<EntityChange>> changes) {
    Piece now = piece;
    if (now != null) {
      window.applying(changes);
      now.applying(changes);
    }
  }

  /** What has to be done next. */
  Stage stage(StreamState state) {
    if (broken() || marks == null) {
      return Stage.LOOK;
    }
    return met(marks, state) ? Stage.WRITE : Stage.AWAIT;
  }

  /** Whether there is nothing to go on with. */
  private boolean broken() {
    Piece now = piece;
    return now == null || now.broken() || window.broken();
  }

  private boolean met(Map<String, Long> high, StreamState state) {
    return high.entrySet().stream()
        .allMatch(
            mark ->
                (mark.getKey().equals(repair.source())
                        ? state.mark()
                        : scope
                            .target()
                            .progress()
                            .streamState(mark.getKey())
                            .map(StreamState::mark)
                            .orElse(0L))
                    >= mark.getValue());
  }

  /** Looks at the next slice of both sides, as they are while nothing is applied. */
  void look(SnapshotReader reader) {
    Piece before = piece;
    Piece now = before == null || broken() ? begin() : before;
    if (now.look(reader)) {
      Map<String, Long> high = new TreeMap<>();
      if (now.suspicious()) {
        Set<String> names = repair.extras() ? scope.feeding() : Set.of(repair.source());
        names.forEach(name -> high.put(name, scope.source(name).log().mark().number()));
      }
      marks = high;
    }
  }

  private Piece begin() {
    over();
    window = new Window(scope.entity());
    marks = null;
    Piece begun = scope.shape().appendOnly() ? copies() : repair.extras() ? extras() : rows();
    piece = begun;
    return begun;
  }

  private void over() {
    Piece former = piece;
    piece = null;
    if (former != null) {
      former.close();
    }
  }

  /** Rows have no keys: copies of them are counted. */
  private Piece copies() {
    Share share = Share.parse(repair.place(), estimate(), copies);
    return new CopiesPiece(scope, repair.source(), production, share, copies * 2);
  }

  private long estimate() {
    return scope.mappings().stream()
        .mapToLong(each -> Math.max(0, each.mapping().sourceTable().estimatedRows()))
        .sum();
  }

  private Piece rows() {
    Numbered numbered =
        scope.mappings().stream()
            .filter(each -> each.number() == repair.mapping())
            .findFirst()
            .orElseThrow();
    TableSchema table = numbered.mapping().sourceTable();
    Set<Key> wanted = wanted();
    Slices slices =
        wanted == null
            ? Slices.range(numbered.mapping(), PlaceText.parse(table, repair.place()))
            : Claims.slices(numbered.mapping(), wanted);
    return new RowsPiece(scope, numbered, slices, wanted, production);
  }

  /** Parts of production are where they are only as long as nothing else moves: one goes on. */
  private Piece extras() {
    Set<Key> wanted = wanted();
    if (wanted != null) {
      return piece(() -> production.present(wanted), null);
    }
    if (parts.isEmpty()) {
      parts = production.parts(partCount());
    }
    if (part >= parts.size()) {
      return piece(Set::of, null);
    }
    String now = parts.get(part);
    String after = part + 1 < parts.size() ? (part + 1) + "/" + parts.size() : null;
    return piece(() -> production.keys(now), after);
  }

  private Piece piece(Supplier<Set<Key>> found, @Nullable String after) {
    return new ExtrasPiece(scope, repair.source(), found, production, others, after);
  }

  private int partCount() {
    long each = Claims.quick(scope) ? PART : PART_OF_SCANS;
    return (int) Math.max(LEAST_PARTS, Math.min(MOST_PARTS, estimate() / each));
  }

  private @Nullable Set<Key> wanted() {
    if (repair.keys().isEmpty()) {
      return null;
    }
    Set<Key> keys = new HashSet<>();
    repair.keys().forEach(text -> keys.add(scope.key(text)));
    return keys;
  }

  /** Writes in a transaction; how many rows, or null when nothing may be committed yet. */
  @Nullable Long write(Piece.Writing transaction) {
    Piece now = piece;
    if (now == null) {
      throw new IllegalStateException("nothing was looked at");
    }
    Repair.Count count = now.write(transaction);
    if (count == null) {
      return null;
    }
    String place = now.next();
    Repair.State state = place == null ? Repair.State.DONE : Repair.State.OPEN;
    Repair further = repair.further(count, place, state);
    next = further;
    transaction.session().advance(repair, further);
    return count.written() + count.removed() + count.parked();
  }

  /** What changed in the meantime, for the transaction of a piece. */
  Window window() {
    return window;
  }

  /** What was written last is committed. */
  void settled() {
    Repair done = next;
    if (done != null) {
      repair = done;
    }
    next = null;
    over();
    marks = null;
    part++;
  }

  @Override
  public void close() {
    try {
      over();
      production.close();
    } finally {
      others.values().forEach(SnapshotReader::close);
      others.clear();
    }
  }
}
