package dev.crossfade.jdbc.target;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the open items of the quarantine. */
final class PostgresQuarantine implements QuarantineStore {

  private static final String OPEN =
      " FROM crossfade.quarantine WHERE migration = ? AND state = 'OPEN'";

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
    return database.ask(
        "reading the quarantine",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT entity, code, column_name, min(message), count(*)"
                    + OPEN
                    + " GROUP BY entity, code, column_name ORDER BY count(*) DESC, 1, 2, 3",
                row ->
                    new QuarantineGroup(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5)),
                migration));
  }

  @Override
  public List<QuarantineItem> list(String entity, int limit) {
    KeyTexts keys = KeyTexts.of(entities.named(entity).shape().table());
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
  public List<QuarantineItem> parked(String entity, Collection<Key> keys) {
    KeyTexts texts = KeyTexts.of(entities.named(entity).shape().table());
    String[] digests = keys.stream().map(texts::digest).distinct().toArray(String[]::new);
    return database.ask(
        "reading what is parked",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT *" + OPEN + " AND entity = ? AND key_digest = ANY (?) ORDER BY id DESC",
                row -> item(row, texts),
                migration,
                entity,
                digests));
  }

  @Override
  public List<QuarantineItem> withoutKey(String entity) {
    KeyTexts keys = KeyTexts.of(entities.named(entity).shape().table());
    return database.ask(
        "reading what is parked without key",
        List.of(),
        c ->
            Sql.list(
                c,
                "SELECT *" + OPEN + " AND entity = ? AND key_digest IS NULL ORDER BY id DESC",
                row -> item(row, keys),
                migration,
                entity));
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
        row.getBoolean("never_applied"));
  }

  private static @Nullable Key key(ResultSet row, KeyTexts keys) throws SQLException {
    Array texts = row.getArray("key");
    return texts == null ? null : keys.parse((String[]) texts.getArray());
  }
}
