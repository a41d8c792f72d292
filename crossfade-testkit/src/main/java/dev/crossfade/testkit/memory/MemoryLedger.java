package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowPart;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.EntityWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records what one load of the in-memory target does. One thread. */
final class MemoryLedger {

  private String kind;
  private String actor = "kit";
  private final @Nullable String source;
  private final @Nullable Integer mapping;
  private final @Nullable String mappingVersion;
  private final Map<String, RowPart> parts = new LinkedHashMap<>();

  MemoryLedger(
      String kind,
      @Nullable String source,
      @Nullable Integer mapping,
      @Nullable String mappingVersion) {
    this.kind = kind;
    this.source = source;
    this.mapping = mapping;
    this.mappingVersion = mappingVersion;
  }

  /** Makes it a load of a repair. */
  void repairing(String wanted) {
    kind = "REPAIR";
    actor = wanted;
  }

  private RowPart part(EntityShape shape) {
    return parts.computeIfAbsent(
        shape.name(), name -> new RowPart(name, shape.table(), MemoryRecords.SECRET));
  }

  void loaded(EntityShape shape, List<@Nullable Object[]> rows) {
    RowPart part = part(shape);
    for (@Nullable Object[] row : rows) {
      if (shape.appendOnly()) {
        part.add(row, MemoryFields.of(row), null);
      } else {
        part.set(row, MemoryFields.of(row), null);
      }
    }
  }

  void written(EntityShape shape, EntityWrite write, Set<Key> missing) {
    RowPart part = part(shape);
    if (write.reset() == EntityWrite.Reset.CLEAR) {
      part.clear();
    }
    write.deletes().forEach(part::delete);
    for (EntityWrite.PositionedRow each : write.upserts()) {
      if (!missing.contains(Key.of(each.row(), shape.table().keyIndexes()))) {
        part.set(each.row(), MemoryFields.of(each.row()), each.position());
      }
    }
    for (EntityWrite.PositionedRow each : write.appends()) {
      part.add(each.row(), MemoryFields.of(each.row()), each.position());
    }
    write.removals().forEach(row -> part.remove(row, MemoryFields.of(row)));
  }

  /** Puts the load among those that are committed with this data. */
  void store(MemoryData data, Instant at, long rows, long refused) {
    List<LoadPart> sealed = new ArrayList<>();
    List<List<RowBlock>> blocks = new ArrayList<>();
    for (RowPart part : parts.values()) {
      List<RowBlock> taken = part.takeAll();
      if (!taken.isEmpty()) {
        blocks.add(taken);
        sealed.add(part.seal());
      }
    }
    LoadRecord load =
        new LoadRecord(
            data.loads.size() + 1L,
            "memory",
            kind,
            source,
            mapping,
            mappingVersion,
            "memory",
            actor,
            at,
            rows,
            refused,
            sealed);
    data.loads.add(new MemoryRecords.Stored(load, blocks, null));
  }
}
