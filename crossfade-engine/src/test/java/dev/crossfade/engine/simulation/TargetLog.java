package dev.crossfade.engine.simulation;

import dev.crossfade.core.change.Mark;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applications write into the target, and how far the sources have it: all that lasts of the
 * way back.
 */
final class TargetLog {

  private final Clock clock;
  private final List<Entry> entries = new ArrayList<>();
  private long marks;

  /** How far the source has followed, under whose epoch, since which turn. */
  long epoch;

  int applied;
  long turn = -1;
  boolean armed;

  TargetLog(Clock clock) {
    this.clock = clock;
  }

  /**
   * A change of one row, or a mark.
   *
   * @param title null when the row goes away
   * @param mark its number; 0 for a change
   */
  record Entry(String code, @Nullable String title, long mark) {}

  void change(String code, @Nullable String title) {
    entries.add(new Entry(code, title, 0));
  }

  Mark mark() {
    entries.add(new Entry("", null, ++marks));
    return new Mark(marks, clock.instant());
  }

  int behind(long mark) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).mark() == mark) {
        return i + 1;
      }
    }
    throw new IllegalStateException("no mark " + mark);
  }

  @Nullable Entry next() {
    return applied < entries.size() ? entries.get(applied) : null;
  }
}
