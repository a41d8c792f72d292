package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.target.held.HeldCodec;
import dev.crossfade.jdbc.target.sql.EntityTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The held changes of entities, as seen by one transaction. Sequence numbers order the changes of
 * one source only: a lower number of another source may become visible later.
 */
final class HeldChanges {

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("load", new LogicalType.Int(64)),
          Column.of("source", LogicalType.Text.UNBOUNDED),
          Column.of("position", LogicalType.Text.UNBOUNDED),
          Column.of("op", LogicalType.Text.UNBOUNDED),
          Column.of("payload", new LogicalType.Bytes()));

  private final Connection connection;
  private final Entities entities;
  private final BinaryCopyWriter writer =
      new BinaryCopyWriter(
          COLUMNS,
          name -> {
            throw new IllegalStateException("held changes have no enumerations");
          });

  /** Below this number everything visible has been taken by this transaction. */
  private final Map<String, Long> floors = new HashMap<>();

  /** A held change and what tells its place. */
  private record Held(long seq, long load, EntityChange change) {}

  HeldChanges(Connection connection, Entities entities) {
    this.connection = connection;
    this.entities = entities;
  }

  void append(String entity, List<EntityChange> changes, long load) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY "
                    + entities.named(entity).changes()
                    + " (load, source, position, op, payload) FROM STDIN (FORMAT binary)");
    try {
      writer.to(copy);
      for (EntityChange change : changes) {
        writer.startRow().value(load).value(change.source()).value(change.position().encoded());
        writer.value(change.op().name()).value(HeldCodec.encode(change)).endRow();
      }
      writer.finish();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /**
   * Takes the oldest changes. What one apply transaction held together is not torn apart as long as
   * it fits: inside of it unique values may change places.
   */
  List<EntityChange> take(String entity, int max) throws SQLException {
    EntityTables tables = entities.named(entity);
    lock(tables);
    List<Held> visible = visible(tables, max + 1);
    List<Held> taken = visible.size() <= max ? visible : whole(visible, max);
    if (taken.isEmpty()) {
      return List.of();
    }
    Sql.update(
        connection,
        "DELETE FROM " + tables.changes() + " WHERE seq = ANY (?)",
        (Object) taken.stream().map(Held::seq).toArray(Long[]::new));
    floors.put(entity, firstLeft(visible, taken));
    return taken.stream().map(Held::change).toList();
  }

  /** The lowest number that a later call may find: deleted entries below need no second visit. */
  private static long firstLeft(List<Held> visible, List<Held> taken) {
    int same = 0;
    while (same < taken.size() && taken.get(same).seq() == visible.get(same).seq()) {
      same++;
    }
    return same < visible.size()
        ? visible.get(same).seq()
        : visible.get(visible.size() - 1).seq() + 1;
  }

  /** Two drains of one entity would take each other's changes out of order. */
  private void lock(EntityTables tables) throws SQLException {
    if (!floors.containsKey(tables.shape().name())) {
      Sql.list(
          connection,
          "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
          row -> true,
          tables.changes());
      floors.put(tables.shape().name(), 0L);
    }
  }

  private List<Held> visible(EntityTables tables, int limit) throws SQLException {
    String entity = tables.shape().name();
    return Sql.list(
        connection,
        "SELECT seq, load, source, position, op, payload FROM "
            + tables.changes()
            + " WHERE seq >= ? ORDER BY seq LIMIT ?",
        row ->
            new Held(
                row.getLong(1),
                row.getLong(2),
                HeldCodec.decode(
                    entity,
                    row.getString(3),
                    Op.valueOf(row.getString(5)),
                    Position.decode(row.getString(4)),
                    row.getBytes(6))),
        floors.get(entity),
        limit);
  }

  private static List<Held> whole(List<Held> visible, int max) {
    long torn = visible.get(max).load();
    List<Held> whole = new ArrayList<>(visible.subList(0, max));
    whole.removeIf(held -> held.load() == torn);
    return whole.isEmpty() ? visible.subList(0, max) : whole;
  }
}
