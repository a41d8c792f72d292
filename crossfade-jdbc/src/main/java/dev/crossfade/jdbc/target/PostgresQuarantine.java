package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import dev.crossfade.spi.target.Selection;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the open items of the quarantine. */
final class PostgresQuarantine implements QuarantineStore {

  private static final String OPEN =
      " FROM crossfade.quarantine WHERE migration = ? AND state = 'OPEN'";

  private static final String KNOWN =
      " FROM crossfade.quarantine WHERE migration = ? AND state <> 'SUPERSEDED'";

  private static final String NEWEST = " ORDER BY id DESC";

  private static final long BYTES_AT_ONCE = 4 * 1024 * 1024;
  private static final int ITEMS_AT_ONCE = 5_000;

  private final Database database;
  private final String migration;
  private final Entities entities;

  PostgresQuarantine(Database database, Entities entities) {
    this.database = database;
    this.migration = database.settings().migration();
    this.entities = entities;
  }

  @Override
  public long open() {
    return database.ask(
        "counting the quarantine", 0L, c -> Sql.number(c, "SELECT count(*)" + OPEN, migration));
  }

  @Override
  public List<QuarantineGroup> groups() {
    return database.ask("reading the quarantine", List.of(), c -> groups(c, entities, migration));
  }

  /** The same in a transaction. */
  static List<QuarantineGroup> groups(Connection connection, Entities entities, String migration)
      throws SQLException {
    Parents parents = Parents.of(connection, entities.schemas().production(), migration);
    return Sql.list(
        connection,
        "SELECT entity, code, column_name, min(message), count(*)"
            + OPEN
            + " GROUP BY entity, code, column_name ORDER BY count(*) DESC, 1, 2, 3",
        row ->
            new QuarantineGroup(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                parents.parent(row.getString(1), row.getString(3))),
        migration);
  }

  @Override
  public List<QuarantineItem> list(String entity, int limit) {
    KeyTexts keys = texts(entity);
    return database.ask(
        "reading the quarantine",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT *" + OPEN + " AND entity = ? ORDER BY id DESC LIMIT ?",
                row -> item(row, keys),
                migration,
                entity,
                limit));
  }

  @Override
  public void parked(String entity, Collection<Key> keys, Consumer<QuarantineItem> items) {
    KeyTexts texts = texts(entity);
    String[] digests = keys.stream().map(texts::digest).distinct().toArray(String[]::new);
    each(
        entity,
        KNOWN + " AND entity = ? AND key_digest = ANY (?)" + NEWEST,
        items,
        entity,
        digests);
  }

  @Override
  public void withoutKey(String entity, Consumer<QuarantineItem> items) {
    each(entity, KNOWN + " AND entity = ? AND key_digest IS NULL" + NEWEST, items, entity);
  }

  @Override
  public void discarded(
      String entity, int mapping, Collection<String> names, Consumer<QuarantineItem> items) {
    String[] stored = names.stream().map(ParkedChange::storable).distinct().toArray(String[]::new);
    each(
        entity,
        KNOWN
            + " AND state = 'DISCARDED' AND entity = ? AND mapping = ? AND source_key = ANY (?)"
            + NEWEST,
        items,
        entity,
        mapping,
        stored);
  }

  @Override
  public long count(Selection what) {
    return database.ask(
        "counting the quarantine",
        0L,
        c ->
            Sql.number(
                c,
                "SELECT count(*)" + OPEN + Selected.CONDITION,
                Selected.with(what, migration).toArray()));
  }

  @Override
  public void page(Selection what, long after, int max, Consumer<QuarantineItem> items) {
    List<@Nullable Object> parameters = Selected.with(what);
    parameters.add(after);
    parameters.add(max);
    each(
        null,
        OPEN + Selected.CONDITION + " AND id > ? ORDER BY id LIMIT ?",
        items,
        parameters.toArray());
  }

  /** First only how large they are, for one of them may fill the memory. */
  private void each(
      @Nullable String entity,
      String which,
      Consumer<QuarantineItem> items,
      @Nullable Object... parameters) {
    Function<String, KeyTexts> texts = entity == null ? this::texts : any -> texts(entity);
    List<@Nullable Object> all = new ArrayList<>();
    all.add(migration);
    Collections.addAll(all, parameters);
    database.ask(
        "reading what is parked",
        false,
        c -> {
          List<Size> sizes =
              Sql.list(
                  c,
                  "SELECT id, octet_length(payload)" + which,
                  row -> new Size(row.getLong(1), row.getLong(2)),
                  all.toArray());
          for (List<Size> some : together(sizes)) {
            for (QuarantineItem item : items(c, some, texts)) {
              items.accept(item);
            }
          }
          return true;
        });
  }

  private KeyTexts texts(String entity) {
    return KeyTexts.of(entities.named(entity).shape().table());
  }

  private List<QuarantineItem> items(
      Connection connection, List<Size> some, Function<String, KeyTexts> texts)
      throws SQLException {
    return Sql.list(
        connection,
        "SELECT q.*"
            + " FROM unnest(?) WITH ORDINALITY AS asked (id, place)"
            + " JOIN crossfade.quarantine q ON q.id = asked.id WHERE migration = ?"
            + " AND state <> 'SUPERSEDED' ORDER BY place",
        row -> item(row, texts.apply(row.getString("entity"))),
        some.stream().map(Size::id).toArray(Long[]::new),
        migration);
  }

  /** An item and the size of its row. */
  private record Size(long id, long bytes) {}

  private static List<List<Size>> together(List<Size> sizes) {
    List<List<Size>> groups = new ArrayList<>();
    long bytes = 0;
    for (Size each : sizes) {
      bytes += each.bytes();
      if (groups.isEmpty() || bytes > BYTES_AT_ONCE || last(groups).size() == ITEMS_AT_ONCE) {
        groups.add(new ArrayList<>());
        bytes = each.bytes();
      }
      last(groups).add(each);
    }
    return groups;
  }

  private static List<Size> last(List<List<Size>> groups) {
    return groups.get(groups.size() - 1);
  }

  private static QuarantineItem item(ResultSet row, KeyTexts keys) throws SQLException {
    String position = row.getString("position");
    return new QuarantineItem(
        row.getLong("id"),
        row.getObject("parked_at", OffsetDateTime.class).toInstant(),
        new ParkedChange(
            row.getString("entity"),
            row.getInt("mapping"),
            row.getString("source"),
            key(row, keys),
            row.getString("source_key"),
            Op.valueOf(row.getString("op")),
            position == null ? null : Position.decode(position),
            row.getString("code"),
            row.getString("column_name"),
            row.getString("message"),
            row.getString("payload"),
            row.getString("mapping_version")),
        row.getBoolean("never_applied"),
        row.getString("state").equals("DISCARDED"));
  }

  private static @Nullable Key key(ResultSet row, KeyTexts keys) throws SQLException {
    Array texts = row.getArray("key");
    return texts == null ? null : keys.parse((String[]) texts.getArray());
  }
}
