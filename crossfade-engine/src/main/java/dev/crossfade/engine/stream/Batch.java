package dev.crossfade.engine.stream;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole transactions on their way into one target transaction, by entity. */
final class Batch {

  private final Map<String, List<EntityChange>> byEntity = new LinkedHashMap<>();
  private int size;
  private int captured;
  private @Nullable Position end;
  private @Nullable Mark mark;

  void add(SourceTransaction transaction, List<EntityChange> changes) {
    for (EntityChange change : changes) {
      byEntity.computeIfAbsent(change.entity(), entity -> new ArrayList<>()).add(change);
    }
    size += changes.size();
    captured += transaction.changes().size();
    end = transaction.end();
    Mark next = transaction.mark();
    if (next != null && (mark == null || next.number() > mark.number())) {
      mark = next;
    }
  }

  Map<String, List<EntityChange>> byEntity() {
    return byEntity;
  }

  /** Number of entity changes. */
  int size() {
    return size;
  }

  /** Number of source changes. */
  int captured() {
    return captured;
  }

  /** End of the last transaction, null when there is none. */
  @Nullable Position end() {
    return end;
  }

  /** The highest mark, if there was one. */
  @Nullable Mark mark() {
    return mark;
  }
}
