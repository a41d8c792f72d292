package dev.crossfade.embedded.demo.stack;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Contacts in a PostgreSQL table. A write has a name, which the row keeps: sent twice, it is done
 * once.
 *
 * @param sessions of the application
 * @param table where they are
 * @param key its key
 * @param region its column of the region
 * @param spelling between table and clients
 */
record ContactBook(Sessions sessions, String table, String key, String region, Spelling spelling) {

  Optional<Contact> find(long id) throws SQLException {
    String sql =
        "SELECT %s, full_name, email, country, %s, score, opted_in, notes, sync_token FROM %s"
            + " WHERE %s = ?";
    List<Contact> found =
        sessions.transaction(
            c -> Sql.list(c, sql.formatted(key, region, table, key), this::contact, id));
    return found.stream().findFirst();
  }

  private Contact contact(ResultSet row) throws SQLException {
    return new Contact(
        row.getLong(1),
        row.getString(2),
        spelling.email(row.getString(3)),
        spelling.country(row.getString(4)),
        spelling.region(row.getString(5)),
        row.getBigDecimal(6),
        row.getBoolean(7),
        row.getString(8),
        row.getString(9));
  }

  Fate add(Contact contact, String write) throws SQLException {
    String sql =
        "INSERT INTO %s (%s, full_name, email, country, %s, score, opted_in, notes, created_at,"
            + " sync_token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, now(), ?)";
    return rows()
        .add(
            contact.id(),
            write,
            c ->
                Sql.update(
                    c,
                    sql.formatted(table, key, region),
                    contact.id(),
                    contact.fullName(),
                    contact.email(),
                    contact.country(),
                    contact.region(),
                    contact.score(),
                    contact.optedIn(),
                    write,
                    write));
  }

  Fate change(long id, BigDecimal score, Consent consent, String write) throws SQLException {
    String sql =
        "UPDATE %s SET score = ?, opted_in = ?, notes = concat(notes, ',', ?), sync_token = ?"
            + " WHERE %s = ?";
    return rows()
        .change(
            id,
            write,
            c ->
                Sql.update(
                    c,
                    sql.formatted(table, key),
                    score,
                    consent == Consent.GIVEN,
                    write,
                    write,
                    id));
  }

  Fate remove(long id) throws SQLException {
    return rows().remove(id);
  }

  private NamedWrites rows() {
    return new NamedWrites(sessions, table, key);
  }

  /** Whether we may write to somebody. */
  enum Consent {
    GIVEN,
    REFUSED
  }
}
