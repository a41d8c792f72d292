package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Position;
import dev.crossfade.spi.target.KeptChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole transactions on their way into one target transaction, by entity. */
final class Batch {

  private final Map<String, List<EntityChange>> byEntity = new LinkedHashMap<>();
  private final List<KeptChange> kept = new ArrayList<>();
  private final List<Change> unmapped = new ArrayList<>();
  private int size;
  private int captured;
  private int returned;
  private long weight;
  private @Nullable Position end;
  private Extent extent = Extent.WHOLE;
  private @Nullable Mark mark;

  void add(Mapped transaction) {
    for (EntityChange change : transaction.changes()) {
      byEntity.computeIfAbsent(change.entity(), entity -> new ArrayList<>()).add(change);
    }
    kept.addAll(transaction.kept());
    unmapped.addAll(transaction.unmapped());
    size += transaction.size();
    weight += transaction.weight();
    captured += transaction.captured();
    returned += transaction.returned();
    end = transaction.end();
    extent = transaction.extent();
    Mark next = transaction.mark();
    if (next != null && (mark == null || next.number() > mark.number())) {
      mark = next;
    }
  }

  Map<String, List<EntityChange>> byEntity() {
    return byEntity;
  }

  /** Changes of tables that are held. */
  List<KeptChange> kept() {
    return kept;
  }

  /** Changes that mean nothing that is known, which only a guard lets pass. */
  List<Change> unmapped() {
    return unmapped;
  }

  /** Number of entity changes, of those that are kept, and of those that mean nothing. */
  int size() {
    return size;
  }

  /** About how many characters and bytes its rows hold. */
  long weight() {
    return weight;
  }

  /** Number of source changes. */
  int captured() {
    return captured;
  }

  /** How many of them the way back wrote. */
  int returned() {
    return returned;
  }

  /** End of the last transaction, null when there is none. */
  @Nullable Position end() {
    return end;
  }

  /** Whether it holds whole transactions, or one part of a transaction. */
  Extent extent() {
    return extent;
  }

  /** The highest mark, if there was one. */
  @Nullable Mark mark() {
    return mark;
  }
}
