package dev.crossfade.jdbc.target;

import dev.crossfade.core.audit.KeySegment;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowPlace;
import dev.crossfade.spi.target.RowIndex;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The index of records, in tables beside them. */
final class PostgresRowIndex implements RowIndex {

  private static final String DOING = "reading the index of records";
  private static final String KEEPING = "keeping the index of records";
  private static final int PLACE = Long.BYTES + Integer.BYTES;

  /** Blocks that are in memory at once. */
  private static final int AT_ONCE = 16;

  private static final String BLOCKS =
      "SELECT b.load, b.part, b.block, b.row_count, b.records FROM crossfade.load l"
          + " JOIN crossfade.load_part p ON p.load = l.id"
          + " JOIN crossfade.load_block b ON b.load = p.load AND b.part = p.part"
          + " WHERE l.migration = ?";

  /** The pages that may have an entry of a range: those that begin in it, and the one before. */
  private static final String PAGES =
      "SELECT s.id, w.lowest, p.entries FROM crossfade.key_segment s"
          + " CROSS JOIN unnest(?::bigint[], ?::bigint[]) AS w (lowest, highest)"
          + " JOIN crossfade.key_page p ON p.segment = s.id AND p.first_entry <= w.highest"
          + " AND p.first_entry >= coalesce((SELECT max(q.first_entry) FROM crossfade.key_page q"
          + " WHERE q.segment = s.id AND q.first_entry <= w.lowest), w.lowest)"
          + " WHERE s.migration = ?";

  private final Database database;
  private final String migration;

  PostgresRowIndex(Database database) {
    this.database = database;
    this.migration = database.settings().migration();
  }

  @Override
  public List<Waiting> waiting(int max) {
    return database.transaction(
        DOING,
        c ->
            Sql.list(
                c,
                "SELECT l.id, l.kind = 'CHUNK', coalesce((SELECT sum(p.row_count)"
                    + " FROM crossfade.load_part p WHERE p.load = l.id), 0)"
                    + " FROM crossfade.load l WHERE l.migration = ? AND l.covered IS NULL"
                    + " ORDER BY l.id LIMIT ?",
                row -> new Waiting(row.getLong(1), row.getBoolean(2), row.getLong(3)),
                migration,
                max));
  }

  @Override
  public long newestHistory() {
    return database.transaction(
        DOING,
        c ->
            Sql.number(
                c,
                "SELECT coalesce(max(id), 0) FROM crossfade.load"
                    + " WHERE migration = ? AND covered IS NULL AND kind = 'CHUNK'",
                migration));
  }

  @Override
  public void blocks(List<Long> loads, BiConsumer<RowPlace, RowBlock> each) {
    visit(
        BLOCKS + " AND l.id = ANY (?) ORDER BY b.load, b.part, b.block",
        each,
        migration,
        loads.toArray(Long[]::new));
  }

  @Override
  public void uncovered(String entity, BiConsumer<RowPlace, RowBlock> each) {
    String which = made() ? " AND l.covered IS NULL" : "";
    visit(BLOCKS + which + " AND p.entity = ?", each, migration, entity);
  }

  /** Whether there is an index: whoever only reads makes none in what an older version left. */
  private boolean made() {
    return database.transaction(DOING, Migrator::current);
  }

  private void visit(String sql, BiConsumer<RowPlace, RowBlock> each, Object... parameters) {
    database.transaction(
        DOING,
        c -> {
          try (PreparedStatement select = c.prepareStatement(sql)) {
            select.setFetchSize(AT_ONCE);
            Sql.bind(c, select, parameters);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                RowPlace place = new RowPlace(row.getLong(1), row.getInt(2));
                each.accept(place, new RowBlock(row.getInt(3), row.getInt(4), row.getBytes(5)));
              }
            }
          }
          return true;
        });
  }

  @Override
  public boolean cover(List<Long> loads, KeySegment segment) {
    return database.transaction(
        KEEPING,
        c -> {
          int covered =
              Sql.update(
                  c,
                  "UPDATE crossfade.load SET covered = true"
                      + " WHERE migration = ? AND id = ANY (?) AND covered IS NULL",
                  migration,
                  loads.toArray(Long[]::new));
          return stored(c, segment, covered == loads.size());
        });
  }

  /** Stores a segment if what it stands for was there, else takes that back. */
  private boolean stored(Connection connection, KeySegment segment, boolean wanted)
      throws SQLException {
    if (wanted) {
      store(connection, segment);
    } else {
      connection.rollback();
    }
    return wanted;
  }

  private void store(Connection connection, KeySegment segment) throws SQLException {
    if (segment.size() == 0) {
      return;
    }
    ByteBuffer places = ByteBuffer.allocate(segment.places().size() * PLACE);
    for (RowPlace place : segment.places()) {
      places.putLong(place.load()).putInt(place.part());
    }
    long id =
        Sql.number(
            connection,
            "INSERT INTO crossfade.key_segment (migration, entry_count, places) VALUES (?, ?, ?)"
                + " RETURNING id",
            migration,
            (long) segment.size(),
            places.array());
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO crossfade.key_page (segment, first_entry, entries) VALUES (?, ?, ?)")) {
      for (KeySegment.Page page : segment.pages()) {
        Sql.bind(connection, insert, id, page.first(), page.entries());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public List<Head> segments() {
    return database.transaction(
        DOING,
        c ->
            Sql.list(
                c,
                "SELECT id, entry_count FROM crossfade.key_segment WHERE migration = ?"
                    + " ORDER BY entry_count, id",
                row -> new Head(row.getLong(1), row.getLong(2)),
                migration));
  }

  @Override
  public KeySegment segment(long id) {
    return database.transaction(
        DOING,
        c -> {
          List<RowPlace> places = new ArrayList<>();
          for (byte[] all :
              Sql.list(
                  c,
                  "SELECT places FROM crossfade.key_segment WHERE id = ?",
                  row -> row.getBytes(1),
                  id)) {
            ByteBuffer bytes = ByteBuffer.wrap(all);
            while (bytes.remaining() >= PLACE) {
              places.add(place(bytes));
            }
          }
          return KeySegment.read(
              places,
              Sql.list(
                  c,
                  "SELECT entries FROM crossfade.key_page WHERE segment = ? ORDER BY first_entry",
                  row -> row.getBytes(1),
                  id));
        });
  }

  private static RowPlace place(ByteBuffer bytes) {
    return new RowPlace(bytes.getLong(), bytes.getInt());
  }

  @Override
  public boolean replace(List<Long> segments, KeySegment joined) {
    return database.transaction(
        KEEPING,
        c -> {
          int gone =
              Sql.update(
                  c,
                  "DELETE FROM crossfade.key_segment WHERE migration = ? AND id = ANY (?)",
                  migration,
                  segments.toArray(Long[]::new));
          return stored(c, joined, gone == segments.size());
        });
  }

  @Override
  public List<Long> find(String entity, List<Long> lowest) {
    if (!made()) {
      return List.of();
    }
    return database.transaction(
        DOING,
        c -> {
          // a segment may be replaced while it is looked into
          Sql.execute(c, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          Set<Long> found = new TreeSet<>();
          for (Map.Entry<Long, Set<Integer>> each : named(c, lowest).entrySet()) {
            found.addAll(loads(c, each.getKey(), each.getValue(), entity));
          }
          return List.copyOf(found);
        });
  }

  /** Which of their blocks segments name. */
  private Map<Long, Set<Integer>> named(Connection connection, List<Long> lowest)
      throws SQLException {
    Map<Long, Set<Integer>> named = new TreeMap<>();
    Sql.list(
        connection,
        PAGES,
        row ->
            named(
                row.getLong(2),
                row.getBytes(3),
                named.computeIfAbsent(row.getLong(1), segment -> new TreeSet<>())),
        lowest.toArray(Long[]::new),
        lowest.stream().map(KeySegment::highest).toArray(Long[]::new),
        migration);
    return named;
  }

  private static boolean named(long lowest, byte[] page, Set<Integer> into) {
    KeySegment.named(page, lowest, into::add);
    return true;
  }

  /** Those of the places of a segment that are of an entity. */
  private static List<Long> loads(
      Connection connection, long segment, Set<Integer> numbers, String entity)
      throws SQLException {
    Set<RowPlace> places =
        Set.copyOf(
            Sql.list(
                connection,
                "SELECT substring(s.places FROM n.place * ? + 1 FOR ?) FROM crossfade.key_segment s"
                    + " CROSS JOIN unnest(?::integer[]) AS n (place) WHERE s.id = ?",
                row -> place(ByteBuffer.wrap(row.getBytes(1))),
                PLACE,
                PLACE,
                numbers.toArray(Integer[]::new),
                segment));
    return Sql.list(
            connection,
            "SELECT load, part FROM crossfade.load_part WHERE load = ANY (?) AND entity = ?",
            row -> new RowPlace(row.getLong(1), row.getInt(2)),
            places.stream().map(RowPlace::load).toArray(Long[]::new),
            entity)
        .stream()
        .filter(places::contains)
        .map(RowPlace::load)
        .toList();
  }
}
