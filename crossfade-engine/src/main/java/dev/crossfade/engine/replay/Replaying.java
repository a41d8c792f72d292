package dev.crossfade.engine.replay;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The next part of a replay. */
final class Replaying {

  private final Replay replay;
  private final Mappings mappings;
  private final TargetDatabase target;
  private final Page page;

  Replaying(Replay replay, Mappings mappings, TargetDatabase target) {
    this.replay = replay;
    this.mappings = mappings;
    this.target = target;
    this.page = Page.read(target.quarantine(), replay);
  }

  /** Whether what there is to write can be written now; what nobody maps any more stays parked. */
  boolean possible() {
    Map<String, EntityState> states = target.progress().entityStates();
    return page.items().stream()
        .map(QuarantineItem::change)
        .filter(change -> mappings.find(change.mapping()).isPresent())
        .allMatch(change -> states.get(change.entity()) == EntityState.LIVE);
  }

  /** Writes and notes how far it is; how many rows were dealt with. */
  long write(
      StreamSession session, SnapshotReader reader, ChangeApplier changes, Position applied) {
    Map<Integer, List<QuarantineItem>> byMapping = new TreeMap<>();
    page.items()
        .forEach(
            item ->
                byMapping
                    .computeIfAbsent(item.change().mapping(), any -> new ArrayList<>())
                    .add(item));
    session.entityStates();
    long dealt = 0;
    long parked = 0;
    long absent = 0;
    long unmapped = 0;
    for (Map.Entry<Integer, List<QuarantineItem>> each : byMapping.entrySet()) {
      Numbered numbered = mappings.find(each.getKey()).orElse(null);
      if (numbered == null) {
        unmapped += each.getValue().size();
        continue;
      }
      Reading.Result result =
          new Reading(numbered, applied, session, changes).write(each.getValue(), reader);
      dealt += result.written().changes();
      parked += result.written().parked();
      absent += result.absent();
    }
    session.advance(
        replay,
        replay.further(
            page.cursor(),
            dealt - parked,
            parked + unmapped,
            absent,
            page.last() ? Replay.State.DONE : Replay.State.OPEN));
    return dealt;
  }

  /**
   * Parked rows that are dealt with together.
   *
   * @param items those of the source, within what memory should hold
   * @param cursor the last item that was looked at
   * @param last whether none is left
   */
  record Page(List<QuarantineItem> items, long cursor, boolean last) {

    private static final int ITEMS = 500;
    private static final long MOST_WEIGHT = 8L * 1024 * 1024;

    static Page read(QuarantineStore store, Replay replay) {
      Gatherer gatherer = new Gatherer(replay);
      store.page(replay.what(), replay.cursor(), ITEMS, gatherer::add);
      boolean last = (gatherer.seen < ITEMS && !gatherer.full) || gatherer.beyond;
      return new Page(gatherer.items, last ? replay.last() : gatherer.cursor, last);
    }

    /** Takes items as long as there is room. */
    private static final class Gatherer {

      private final Replay replay;
      private final List<QuarantineItem> items = new ArrayList<>();
      private long cursor;
      private long weight;
      private int seen;
      private boolean full;
      private boolean beyond;

      Gatherer(Replay replay) {
        this.replay = replay;
        this.cursor = replay.cursor();
      }

      void add(QuarantineItem item) {
        seen++;
        beyond |= item.id() > replay.last();
        if (beyond || full) {
          return;
        }
        cursor = item.id();
        if (item.change().source().equals(replay.source())) {
          items.add(item);
          weight += item.change().payload().length();
          full = weight >= MOST_WEIGHT;
        }
      }
    }
  }
}
