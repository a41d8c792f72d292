package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.binary.BinaryCopyReader;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.target.held.HeldCodec;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.spi.source.RowDemand;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** What is read, in this order; the last stays as it came, for it may be large. */
  private static final List<LogicalType> TYPES =
      COLUMNS.subList(1, COLUMNS.size()).stream().map(Column::type).toList();

  private static final RowDemand DEMAND =
      new RowDemand(
          Encoded.Form.POSTGRESQL_BINARY,
          List.of(
              new RowDemand.Read(),
              new RowDemand.Read(),
              new RowDemand.Read(),
              new RowDemand.Unread()));

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

  /** Those that held what this transaction has taken. */
  private final Set<Long> loads = new HashSet<>();

  /** What is known of a held change before it is read. */
  private record Held(long seq, long load, long weight) {}

  HeldChanges(Connection connection, Entities entities) {
    this.connection = connection;
    this.entities = entities;
  }

  /** Numbers of the loads that held what was taken. */
  Set<Long> loads() {
    return loads;
  }

  void append(String entity, List<EntityChange> changes, long load) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    String copy =
        "COPY "
            + entities.named(entity).changes()
            + " (load, source, position, op, payload) FROM STDIN (FORMAT binary)";
    CopyInto.fill(connection, copy, writer, rows -> put(rows, changes, load));
  }

  private static void put(BinaryCopyWriter rows, List<EntityChange> changes, long load)
      throws SQLException {
    for (EntityChange change : changes) {
      rows.startRow().value(load).value(change.source()).value(change.position().encoded());
      rows.value(change.op().name()).filled(out -> HeldCodec.write(change, out)).endRow();
    }
  }

  /**
   * Takes the oldest changes. What one apply transaction held together is not torn apart as long as
   * it fits: inside of it unique values may change places.
   */
  List<EntityChange> take(String entity, int max, long weight) throws SQLException {
    EntityTables tables = entities.named(entity);
    lock(tables);
    List<Held> visible = visible(tables, max + 1);
    int fitting = fitting(visible, max, weight);
    List<Held> taken = fitting == visible.size() ? visible : whole(visible, fitting);
    if (taken.isEmpty()) {
      return List.of();
    }
    List<EntityChange> changes = read(tables, taken);
    Sql.update(
        connection,
        "DELETE FROM " + tables.changes() + " WHERE seq = ANY (?)",
        (Object) taken.stream().map(Held::seq).toArray(Long[]::new));
    floors.put(entity, firstLeft(visible, taken));
    taken.forEach(each -> loads.add(each.load()));
    return changes;
  }

  /** How many of them fit, at least one. */
  private static int fitting(List<Held> visible, int max, long weight) {
    int count = 0;
    long sum = 0;
    while (count < Math.min(max, visible.size())) {
      sum += visible.get(count).weight();
      if (count > 0 && sum > weight) {
        break;
      }
      count++;
    }
    return count;
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

  /** The oldest, without their rows, which may be large. */
  private List<Held> visible(EntityTables tables, int limit) throws SQLException {
    return Sql.list(
        connection,
        "SELECT seq, load, octet_length(payload) FROM "
            + tables.changes()
            + " WHERE seq >= ? ORDER BY seq LIMIT ?",
        row -> new Held(row.getLong(1), row.getLong(2), row.getLong(3)),
        floors.get(tables.shape().name()),
        limit);
  }

  private List<EntityChange> read(EntityTables tables, List<Held> wanted) throws SQLException {
    String numbers =
        wanted.stream().map(held -> Long.toString(held.seq())).collect(Collectors.joining(","));
    String query =
        "SELECT source, position, op, payload FROM "
            + tables.changes()
            + " WHERE seq = ANY ('{"
            + numbers
            + "}') ORDER BY seq";
    String entity = tables.shape().name();
    List<EntityChange> changes = new ArrayList<>(wanted.size());
    CopyRows.read(
        connection,
        query,
        BinaryCopyReader.of(TYPES, DEMAND, row -> changes.add(change(entity, row))));
    return changes;
  }

  private static EntityChange change(String entity, @Nullable Object[] row) {
    Encoded payload = (Encoded) Objects.requireNonNull(row[3]);
    return HeldCodec.read(
        entity,
        text(row[0]),
        Op.valueOf(text(row[2])),
        Position.decode(text(row[1])),
        payload.bytes(),
        payload.from(),
        payload.length());
  }

  private static String text(@Nullable Object value) {
    return (String) Objects.requireNonNull(value);
  }

  private static List<Held> whole(List<Held> visible, int fitting) {
    long torn = visible.get(fitting).load();
    List<Held> whole = new ArrayList<>(visible.subList(0, fitting));
    whole.removeIf(held -> held.load() == torn);
    return whole.isEmpty() ? visible.subList(0, fitting) : whole;
  }
}
