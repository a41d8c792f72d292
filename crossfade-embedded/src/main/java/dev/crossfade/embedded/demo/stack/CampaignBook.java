package dev.crossfade.embedded.demo.stack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Campaigns in a table of MariaDB or PostgreSQL; writes as with {@link ContactBook}.
 *
 * @param sessions of the application
 * @param table where they are
 * @param key its key
 * @param paused its column that says whether it runs
 * @param spelling between table and clients
 */
record CampaignBook(Sessions sessions, String table, String key, String paused, Spelling spelling) {

  /** The account that campaigns of clients belong to. */
  private static final int AD_ACCOUNT = 1;

  Optional<Campaign> find(BigInteger id) throws SQLException {
    String sql =
        "SELECT %s, name, channel, region, budget, currency, %s, brief, sync_token FROM %s"
            + " WHERE %s = ?";
    List<Campaign> found =
        sessions.transaction(
            c -> Sql.list(c, sql.formatted(key, paused, table, key), this::campaign, number(id)));
    return found.stream().findFirst();
  }

  private Campaign campaign(ResultSet row) throws SQLException {
    return new Campaign(
        row.getBigDecimal(1).toBigInteger(),
        spelling.name(row.getString(2)),
        spelling.channel(row.getString(3)),
        spelling.region(row.getString(4)),
        row.getBigDecimal(5),
        row.getString(6),
        row.getBoolean(7),
        row.getString(8),
        row.getString(9));
  }

  Fate add(Campaign campaign, String write) throws SQLException {
    String sql =
        "INSERT INTO %s (%s, ad_account_id, name, channel, region, budget, currency, %s, brief,"
            + " sync_token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    return rows()
        .add(
            number(campaign.id()),
            write,
            c ->
                Sql.update(
                    c,
                    sql.formatted(table, key, paused),
                    number(campaign.id()),
                    AD_ACCOUNT,
                    campaign.name(),
                    spelling.storedChannel(campaign.channel()),
                    campaign.region(),
                    campaign.budget(),
                    campaign.currency(),
                    campaign.paused(),
                    write,
                    write));
  }

  Fate change(BigInteger id, BigDecimal budget, State state, String write) throws SQLException {
    String sql =
        "UPDATE %s SET budget = ?, %s = ?, brief = concat(brief, ',', ?), sync_token = ?"
            + " WHERE %s = ?";
    return rows()
        .change(
            number(id),
            write,
            c ->
                Sql.update(
                    c,
                    sql.formatted(table, paused, key),
                    budget,
                    state == State.PAUSED,
                    write,
                    write,
                    number(id)));
  }

  Fate remove(BigInteger id) throws SQLException {
    return rows().remove(number(id));
  }

  private NamedWrites rows() {
    return new NamedWrites(sessions, table, key);
  }

  private static BigDecimal number(BigInteger id) {
    return new BigDecimal(id);
  }

  /** Whether a campaign is shown to anybody. */
  enum State {
    RUNNING,
    PAUSED
  }
}
