package dev.crossfade.engine.replay;

import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Parked rows that are dealt with together.
 *
 * @param items within what memory should hold
 * @param cursor the last item that was looked at
 * @param last whether none is left
 */
record ParkedPage(List<QuarantineItem> items, long cursor, boolean last) {

  private static final int ITEMS = 500;
  private static final long MOST_WEIGHT = 8L * 1024 * 1024;

  /** The next ones of a replay that are of its source. */
  static ParkedPage read(QuarantineStore store, Replay replay) {
    return read(
        store,
        replay.what(),
        replay.cursor(),
        replay.last(),
        item -> item.change().source().equals(replay.source()));
  }

  /** The next ones of all sources. */
  static ParkedPage read(QuarantineStore store, Selection what, long cursor) {
    return read(store, what, cursor, Long.MAX_VALUE, item -> true);
  }

  private static ParkedPage read(
      QuarantineStore store,
      Selection what,
      long cursor,
      long newest,
      Predicate<QuarantineItem> meant) {
    Gatherer gatherer = new Gatherer(cursor, newest, meant);
    store.page(what, cursor, ITEMS, gatherer::add);
    boolean last = (gatherer.seen < ITEMS && !gatherer.full) || gatherer.beyond;
    return new ParkedPage(gatherer.items, last ? newest : gatherer.cursor, last);
  }

  /** Takes items as long as there is room. */
  private static final class Gatherer {

    private final long newest;
    private final Predicate<QuarantineItem> meant;
    private final List<QuarantineItem> items = new ArrayList<>();
    private long cursor;
    private long weight;
    private int seen;
    private boolean full;
    private boolean beyond;

    Gatherer(long cursor, long newest, Predicate<QuarantineItem> meant) {
      this.cursor = cursor;
      this.newest = newest;
      this.meant = meant;
    }

    void add(QuarantineItem item) {
      seen++;
      beyond |= item.id() > newest;
      if (beyond || full) {
        return;
      }
      cursor = item.id();
      if (meant.test(item)) {
        items.add(item);
        weight += item.change().payload().length();
        full = weight >= MOST_WEIGHT;
      }
    }
  }
}
