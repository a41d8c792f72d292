package dev.crossfade.engine.stream;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.StreamSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes that somebody wrote into a source while the target takes the writes: past a fence that
 * was opened by hand. They are never applied, and never silently dropped.
 */
final class StrayWrites {

  private StrayWrites() {}

  /**
   * Notes changes within the transaction that moves the stream past them.
   *
   * @param changes in log order, by entity; those of the way back are not among them
   * @return how many they are
   */
  static long note(
      StreamSession session, Mappings mappings, Map<String, List<EntityChange>> changes) {
    List<StrayWrite> writes = new ArrayList<>();
    for (List<EntityChange> each : changes.values()) {
      each.forEach(change -> writes.add(write(mappings, change)));
    }
    if (!writes.isEmpty()) {
      session.note(writes);
    }
    return writes.size();
  }

  private static StrayWrite write(Mappings mappings, EntityChange change) {
    return new StrayWrite(
        change.source(),
        change.entity(),
        change.op(),
        key(mappings.byNumber(change.mapping()).mapping(), change),
        change.position());
  }

  /** That of the row before the change, under which people know it. */
  private static String key(CompiledMapping mapping, EntityChange change) {
    @Nullable Key key = change.oldKey() == null ? change.key() : change.oldKey();
    return key == null
        ? RowText.key(mapping.sourceTable(), change.sourceKey())
        : RowText.key(mapping.entity(), key);
  }
}
