package dev.crossfade.server.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens and the one-time link, of which only digests are kept. Thread-safe. */
public final class Tokens {

  private static final String COLUMNS =
      "SELECT id, account, name, role, migration, created_at, expires_at FROM crossfade.token ";

  private final JdbcClient jdbc;

  public Tokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A token.
   *
   * @param account who it acts for; never with more rights than he has himself
   * @param role most it may do
   * @param migration where, {@code *} for everywhere
   */
  public record Token(
      String id,
      String account,
      String name,
      String role,
      String migration,
      OffsetDateTime createdAt,
      OffsetDateTime expiresAt) {}

  public void add(Token token, String digest) {
    jdbc.sql(
            "INSERT INTO crossfade.token (id, account, name, digest, role, migration, created_at,"
                + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            token.id(),
            token.account(),
            token.name(),
            digest,
            token.role(),
            token.migration(),
            token.createdAt(),
            token.expiresAt())
        .update();
  }

  /** The token with this digest, if it is still good. */
  public Optional<Token> good(String digest, Instant now) {
    return jdbc.sql(COLUMNS + "WHERE digest = ? AND expires_at > ?")
        .params(digest, now.atOffset(ZoneOffset.UTC))
        .query(Token.class)
        .optional();
  }

  public Optional<Token> find(String id) {
    return jdbc.sql(COLUMNS + "WHERE id = ?").param(id).query(Token.class).optional();
  }

  /** The next ones of an account, or of all by an empty name, in the order of their ids. */
  public List<Token> after(String account, String id, int most) {
    return jdbc.sql(
            COLUMNS
                + "WHERE (? = '' OR account = ?) AND id COLLATE \"C\" > ?"
                + " ORDER BY id COLLATE \"C\" LIMIT ?")
        .params(account, account, id, most)
        .query(Token.class)
        .list();
  }

  public boolean delete(String id) {
    return jdbc.sql("DELETE FROM crossfade.token WHERE id = ?").param(id).update() > 0;
  }

  /** Takes the place of any earlier link. */
  public void link(String digest, Instant until) {
    jdbc.sql(
            "INSERT INTO crossfade.setup_link (digest, expires_at) VALUES (?, ?)"
                + " ON CONFLICT (one) DO UPDATE SET digest = excluded.digest,"
                + " expires_at = excluded.expires_at")
        .params(digest, until.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Whether this is the link, and still good. */
  public boolean linked(String digest, Instant now) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT 1 FROM crossfade.setup_link WHERE digest = ? AND expires_at > ?)")
        .params(digest, now.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  /** Uses the link up; false when it is not this one, or has run out. */
  public boolean useLink(String digest, Instant now) {
    return jdbc.sql("DELETE FROM crossfade.setup_link WHERE digest = ? AND expires_at > ?")
            .params(digest, now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }
}
