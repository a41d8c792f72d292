package dev.crossfade.engine.audit;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryControl;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A target with people, of whom everything is on record, and the log it is brought into. */
final class AuditedPeople {

  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("production", "person"),
          List.of(
              Column.of("id", new LogicalType.Int(64)).notNull(),
              Column.of("name", LogicalType.Text.UNBOUNDED)),
          List.of("id"));
  private static final EntityShape PERSON = new EntityShape("person", TABLE, List.of(), List.of());

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryControl store = new InMemoryControl(clock, Faults.NONE);
  private final InMemoryTarget target = new InMemoryTarget(clock, Faults.NONE);

  ManualClock clock() {
    return clock;
  }

  InMemoryControl store() {
    return store;
  }

  InMemoryTarget target() {
    return target;
  }

  RowHistory row(long id) {
    return new RowHistory(target.records(), PERSON, Key.of(id));
  }

  /** History of so many people, published. */
  void history(int rows) {
    plan(1);
    chunk(rows);
    target.loader().complete("person");
    target.publisher().ready("person");
    try (PublishSession session = target.publisher().publish(List.of("person"))) {
      session.commit();
    }
    forward();
  }

  /** Prepares history of so many chunks. */
  void plan(int chunks) {
    target.prepare(List.of(PERSON));
    for (int mapping = 0; mapping < chunks; mapping++) {
      target.loader().plan(mapping, "person", TABLE, List.of(KeyRange.ALL));
    }
  }

  /** Copies the next chunk. */
  void chunk(int rows) {
    ChunkLease lease =
        target
            .loader()
            .lease(Map.of(0, TABLE, 1, TABLE), "kit", Duration.ofMinutes(1))
            .orElseThrow();
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      for (long id = 1; id <= rows; id++) {
        load.write(new @Nullable Object[] {id, "name " + id});
      }
      load.commit(new ChunkResult(rows, 1, null));
    }
  }

  void forward() {
    new LoadForwarder(target.records(), store.audit()).forward();
  }

  EntityWrite.PositionedRow row(long id, String name) {
    return new EntityWrite.PositionedRow(new @Nullable Object[] {id, name}, new Position(id, 0, 0));
  }

  void change(List<Key> deletes, List<EntityWrite.PositionedRow> upserts) {
    try (Applier applier = target.openApplier("crm")) {
      StreamState from = applier.own("topic", 0);
      StreamState to =
          new StreamState(
              "topic", from.nextOffset() + 1, new Position(99, 0, 0), 0, null, from.epoch());
      try (StreamSession session = applier.begin(from, to, "v1")) {
        session.write(
            new EntityWrite(
                "person", EntityWrite.Reset.KEEP, deletes, upserts, List.of(), List.of()));
        session.commit(1);
      }
    }
  }
}
