package dev.crossfade.engine.stream;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.RowText;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.target.KeptChange;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.StreamSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes that somebody wrote into a source while the target takes the writes: past a fence that
 * was opened by hand. They are never applied, and never silently dropped, whatever they mean.
 */
final class StrayWrites {

  private final String source;
  private final Mappings mappings;

  StrayWrites(String source, Mappings mappings) {
    this.source = source;
    this.mappings = mappings;
  }

  /**
   * Notes changes within the transaction that moves the stream past them.
   *
   * @param batch in log order; changes of the way back are not in it
   * @return how many they are
   */
  long note(StreamSession session, Batch batch) {
    List<StrayWrite> writes = new ArrayList<>();
    batch.byEntity().values().forEach(each -> each.forEach(change -> writes.add(write(change))));
    batch.kept().forEach(each -> add(writes, each.change()));
    batch.unmapped().forEach(each -> add(writes, each));
    return noted(session, writes);
  }

  /** The same for changes that were kept of tables that are held. */
  long note(StreamSession session, List<KeptChange> kept) {
    List<StrayWrite> writes = new ArrayList<>();
    kept.forEach(each -> add(writes, each.change()));
    return noted(session, writes);
  }

  private static long noted(StreamSession session, List<StrayWrite> writes) {
    if (!writes.isEmpty()) {
      session.note(writes);
    }
    return writes.size();
  }

  private StrayWrite write(EntityChange change) {
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

  /** One of a table that cannot be read or mapped is one of every entity that the table feeds. */
  private void add(List<StrayWrite> writes, Change change) {
    for (Numbered each : mappings.from(source, change.table())) {
      String key = key(each.mapping().sourceTable(), change);
      writes.add(new StrayWrite(source, each.entity(), change.op(), key, change.position()));
    }
  }

  private static String key(TableSchema table, Change change) {
    @Nullable Object @Nullable [] row = change.before() == null ? change.after() : change.before();
    if (row == null || change.raw() || table.keyIndexes().length == 0) {
      return "";
    }
    Key key = Key.of(row, table.keyIndexes());
    return key.readable() ? RowText.key(table, key) : "";
  }
}
