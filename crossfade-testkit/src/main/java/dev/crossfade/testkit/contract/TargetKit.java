package dev.crossfade.testkit.contract;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.EntityWrite.PositionedRow;
import dev.crossfade.spi.target.EntityWrite.Reset;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entities, rows and short ways for the contracts of the target's ports. */
final class TargetKit {

  static final Duration LEASE = Duration.ofSeconds(30);
  static final String KEYED = "kit_person";
  static final String LOG = "kit_log";

  private static final LogicalType NUMBER = new LogicalType.Int(64);
  private static final int SHORT = 8;

  private TargetKit() {}

  /** An entity with key {@code id}, a short name, a unique e-mail and a note. */
  static EntityShape person(String schema) {
    return new EntityShape(
        KEYED,
        TableSchema.of(
            new TableId(schema, KEYED),
            List.of(
                Column.of("id", NUMBER).notNull(),
                Column.of("name", new LogicalType.Text(SHORT)).notNull(),
                Column.of("email", LogicalType.Text.UNBOUNDED),
                Column.of("note", LogicalType.Text.UNBOUNDED)),
            List.of("id")),
        List.of(List.of("email")),
        List.of());
  }

  /** An append-only entity. */
  static EntityShape log(String schema) {
    return new EntityShape(
        LOG,
        TableSchema.of(
            new TableId(schema, LOG),
            List.of(Column.of("at", NUMBER), Column.of("what", LogicalType.Text.UNBOUNDED)),
            List.of()),
        List.of(),
        List.of());
  }

  static TableSchema sourceTable() {
    return TableSchema.of(
        new TableId("public", "person"),
        List.of(Column.of("id", NUMBER).notNull(), Column.of("name", LogicalType.Text.UNBOUNDED)),
        List.of("id"));
  }

  static TableSchema keylessTable() {
    return TableSchema.of(
        new TableId("public", "log"), List.of(Column.of("at", NUMBER)), List.of());
  }

  static Map<Integer, TableSchema> sourceTables() {
    return Map.of(0, sourceTable(), 1, keylessTable());
  }

  static @Nullable Object[] row(@Nullable Object... values) {
    return values;
  }

  static List<@Nullable Object[]> rows(@Nullable Object[]... rows) {
    return List.of(rows);
  }

  static @Nullable Object[] person(long id, String name) {
    return row(id, name, name + "@x", "note");
  }

  static Key key(long id) {
    return Key.of(new @Nullable Object[] {id});
  }

  static Position at(long number) {
    return new Position(1, number, 0);
  }

  static EntityWrite write(List<Key> deletes, List<@Nullable Object[]> upserts) {
    return new EntityWrite(KEYED, Reset.KEEP, deletes, positioned(upserts), List.of(), List.of());
  }

  static List<PositionedRow> positioned(List<@Nullable Object[]> rows) {
    List<PositionedRow> positioned = new ArrayList<>();
    rows.forEach(row -> positioned.add(new PositionedRow(row, at(positioned.size() + 1))));
    return positioned;
  }

  static EntityChange insert(long number, @Nullable Object[] row) {
    Key key = Key.of(new @Nullable Object[] {row[0]});
    return new EntityChange(
        KEYED, 0, "crm", Op.INSERT, null, key, row, null, key, at(number), number, null);
  }

  static ParkedChange parked(String entity, @Nullable Key key) {
    return parked(entity, key, "id=1");
  }

  static ParkedChange parked(String entity, @Nullable Key key, String sourceKey) {
    return parked(entity, key, sourceKey, at(1), "{}");
  }

  static ParkedChange parked(
      String entity,
      @Nullable Key key,
      String sourceKey,
      @Nullable Position position,
      String payload) {
    return new ParkedChange(
        entity,
        0,
        "crm",
        key,
        sourceKey,
        Op.UPDATE,
        position,
        "CF-1999",
        "name",
        "not liked",
        payload,
        "v1");
  }

  /** Plans one chunk per mapping and loads both entities with these rows. */
  static void load(TargetDatabase target, List<@Nullable Object[]> people) {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    target.loader().plan(1, LOG, keylessTable(), List.of(KeyRange.ALL));
    for (int i = 0; i < 2; i++) {
      ChunkLease lease = target.loader().lease(sourceTables(), "kit", LEASE).orElseThrow();
      boolean keyed = lease.entity().equals(KEYED);
      try (ChunkLoad load = target.loader().begin(lease, "v1")) {
        if (keyed) {
          people.forEach(load::write);
        }
        done(load.commit(new ChunkResult(people.size(), 1, keyed ? null : "token")));
      }
    }
  }

  /** Loads, completes and publishes both entities. */
  static void publish(TargetDatabase target, List<@Nullable Object[]> people) {
    load(target, people);
    for (String entity : List.of(KEYED, LOG)) {
      target.loader().complete(entity);
      target.publisher().ready(entity);
    }
    try (PublishSession session = target.publisher().publish(List.of(KEYED, LOG))) {
      done(session.commit());
    }
  }

  /** Production rows of an entity as text, sorted. */
  static List<String> production(TargetDatabase target, EntityShape shape) {
    List<String> rows = new ArrayList<>();
    try (ProductionReader reader = target.openReader()) {
      for (String part : reader.parts(shape, 2)) {
        reader.read(shape, part, row -> rows.add(Arrays.toString(row)));
      }
    }
    rows.sort(null);
    return rows;
  }

  static <T> void done(Outcome<T> outcome) {
    if (!(outcome instanceof Outcome.Done<T>)) {
      throw new AssertionError("not done: " + outcome);
    }
  }
}
