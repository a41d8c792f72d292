package dev.crossfade.server.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People and programs that may sign in, and the roles they were given. Thread-safe. */
public final class Accounts {

  private final JdbcClient jdbc;

  public Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static final String COLUMNS =
      "SELECT name, password, created_at, created_by, good_until FROM crossfade.account ";

  /**
   * Somebody; the password is a hash.
   *
   * @param goodUntil until when what an identity provider said of him counts; null when his
   *     password is kept here
   */
  public record Account(
      String name,
      String password,
      OffsetDateTime createdAt,
      String createdBy,
      @Nullable OffsetDateTime goodUntil) {

    /** Whether he exists here only as long as a provider has proven him lately. */
    public boolean elsewhere() {
      return goodUntil != null;
    }

    /** Whether he still counts. */
    public boolean good(Instant now) {
      return goodUntil == null || now.isBefore(goodUntil.toInstant());
    }

    @Override
    public String toString() {
      return "Account[" + name + "]";
    }
  }

  /** A role somebody has on one migration, or on all by the name {@code *}. */
  public record Granted(String migration, String role) {}

  /** Keeps a new one; false when the name is taken. */
  public boolean add(String name, String hash, Instant at, String by) {
    return jdbc.sql(
                "INSERT INTO crossfade.account (name, password, created_at, created_by)"
                    + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .params(name, hash, at.atOffset(ZoneOffset.UTC), by)
            .update()
        > 0;
  }

  /**
   * Keeps, or prolongs, somebody whom an identity provider has proven.
   *
   * @param mark stands where a password would, and tells this account from a later one of that name
   */
  public void arrived(String name, String mark, Instant at, Instant until) {
    jdbc.sql(
            "INSERT INTO crossfade.account AS a (name, password, created_at, created_by,"
                + " good_until) VALUES (?, ?, ?, 'oidc', ?) ON CONFLICT (name) DO UPDATE SET"
                + " good_until = excluded.good_until,"
                + " password = CASE a.password WHEN '' THEN excluded.password ELSE a.password END")
        .params(name, mark, at.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Lets somebody not count any more whom an identity provider had proven.
   *
   * @param mark with which no session of him began
   * @return false when there is no such account
   */
  public boolean left(String name, String mark, Instant at) {
    return jdbc.sql(
                "UPDATE crossfade.account SET good_until = ?, password = ?"
                    + " WHERE name = ? AND good_until IS NOT NULL")
            .params(at.atOffset(ZoneOffset.UTC), mark, name)
            .update()
        > 0;
  }

  public Optional<Account> find(String name) {
    return jdbc.sql(COLUMNS + "WHERE name = ?").param(name).query(Account.class).optional();
  }

  /** The next ones in the order of their names. */
  public List<Account> after(String name, int most) {
    return jdbc.sql(COLUMNS + "WHERE name COLLATE \"C\" > ? ORDER BY name COLLATE \"C\" LIMIT ?")
        .params(name, most)
        .query(Account.class)
        .list();
  }

  public boolean exist() {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM crossfade.account)")
        .query(Boolean.class)
        .single();
  }

  public boolean password(String name, String hash) {
    return jdbc.sql("UPDATE crossfade.account SET password = ? WHERE name = ?")
            .params(hash, name)
            .update()
        > 0;
  }

  public boolean delete(String name) {
    return jdbc.sql("DELETE FROM crossfade.account WHERE name = ?").param(name).update() > 0;
  }

  public List<Granted> grants(String account) {
    return jdbc.sql(
            "SELECT migration, role FROM crossfade.account_grant WHERE account = ?"
                + " ORDER BY migration COLLATE \"C\"")
        .param(account)
        .query(Granted.class)
        .list();
  }

  /** Gives somebody exactly these roles. */
  public void grant(String account, List<Granted> grants) {
    jdbc.sql("DELETE FROM crossfade.account_grant WHERE account = ?").param(account).update();
    grants.forEach(
        grant ->
            jdbc.sql(
                    "INSERT INTO crossfade.account_grant (account, migration, role)"
                        + " VALUES (?, ?, ?)")
                .params(account, grant.migration(), grant.role())
                .update());
  }

  /**
   * Who has this role on everything and a password here, waiting for whoever changes that. Who
   * comes from elsewhere may not come again.
   */
  public List<String> lockWith(String role) {
    return jdbc.sql(
            "SELECT g.account FROM crossfade.account_grant g JOIN crossfade.account a"
                + " ON a.name = g.account WHERE g.migration = '*' AND g.role = ?"
                + " AND a.good_until IS NULL ORDER BY g.account FOR UPDATE OF g")
        .param(role)
        .query(String.class)
        .list();
  }
}
