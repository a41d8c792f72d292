package dev.crossfade.oracle.client;

import dev.crossfade.oracle.journal.Effect;
import dev.crossfade.oracle.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/** What one client did to one row, in its order: rows belong to one client. Not thread-safe. */
final class RowStory {

  private final List<Entry> done = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private String unclear = "";
  private boolean unclearEnd;

  void add(Entry entry) {
    switch (entry.outcome()) {
      case OK -> done.add(entry);
      case FAIL -> refused.add(entry.uid());
      default -> {
        unclear = entry.uid();
        unclearEnd = removes(entry);
      }
    }
  }

  private static boolean removes(Entry entry) {
    return entry.effects().stream().anyMatch(each -> each.kind() == Effect.Kind.DELETE);
  }

  /** Writes that were acknowledged. */
  List<Entry> done() {
    return done;
  }

  /** Names of the writes that the row has to show, in their order; none when it is removed. */
  List<String> shown() {
    return removed() ? List.of() : done.stream().map(Entry::uid).toList();
  }

  boolean removed() {
    return !done.isEmpty() && removes(done.get(done.size() - 1));
  }

  /** Whether the row may be there or not. */
  boolean mayBeAbsent() {
    return done.isEmpty() || removed() || unclearEnd;
  }

  /** Name of the last write, if nobody knows its end; empty otherwise. */
  String unclear() {
    return unclear;
  }

  boolean refused(String uid) {
    return refused.contains(uid);
  }
}
