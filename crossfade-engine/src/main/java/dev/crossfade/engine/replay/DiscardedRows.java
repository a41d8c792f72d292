package dev.crossfade.engine.replay;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that somebody decided not to write. The decision is about the row as it was refused, and
 * other rules make no news of it: only the row itself does, and whatever the stream brings of it
 * supersedes what was discarded. So one that still is discarded has not changed as far as anybody
 * has applied, and what changed later comes later in the log.
 */
final class DiscardedRows {

  private final Numbered numbered;
  private final QuarantineStore quarantine;

  DiscardedRows(Numbered numbered, QuarantineStore quarantine) {
    this.numbered = numbered;
    this.quarantine = quarantine;
  }

  /** These changes but those that would write or park what is discarded. */
  List<EntityChange> without(List<EntityChange> changes) {
    Map<String, EntityChange> named = new HashMap<>();
    for (EntityChange change : changes) {
      if (change.op() != Op.DELETE && change.sourceKey() != null) {
        named.put(ParkedChange.storable(RowText.key(source(), change.sourceKey())), change);
      }
    }
    List<EntityChange> rest = new ArrayList<>(changes);
    if (!named.isEmpty()) {
      quarantine.discarded(
          numbered.entity(),
          numbered.number(),
          named.keySet(),
          item -> {
            EntityChange change = named.get(item.change().sourceKeyText());
            if (change != null && same(item, change)) {
              rest.remove(change);
            }
          });
    }
    return rest;
  }

  /** What the target refused is kept as the row that rules made: others may make another one. */
  private boolean same(QuarantineItem item, EntityChange change) {
    String payload = item.change().payload();
    if (RowText.sourceRow(source(), payload).isPresent()) {
      return true;
    }
    @Nullable Object @Nullable [] row = change.row();
    return row != null && RowText.target(numbered.mapping().entity(), row).equals(payload);
  }

  private TableSchema source() {
    return numbered.mapping().sourceTable();
  }
}
