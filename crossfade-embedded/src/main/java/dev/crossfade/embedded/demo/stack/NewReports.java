package dev.crossfade.embedded.demo.stack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Reports of the new application: the unified database has nothing to leave out.
 *
 * @param unified its connections
 */
record NewReports(Sessions unified) implements Reports {

  private static final String COUNTED = "d.campaign_id = c.campaign_id AND d.day BETWEEN ? AND ?";

  /** Adds up what is on the page, and nothing behind it. */
  private static final String CAMPAIGNS =
      "SELECT c.campaign_id, c.name, c.channel, c.region, d.currency, sum(d.impressions),"
          + " sum(d.clicks), sum(d.cost), sum(d.conversions) FROM (SELECT * FROM"
          + " marketing.campaign c WHERE c.campaign_id > ? AND EXISTS (SELECT 1 FROM"
          + " marketing.daily_performance d WHERE "
          + COUNTED
          + ") ORDER BY c.campaign_id LIMIT ?) c JOIN marketing.daily_performance d ON "
          + COUNTED
          + " GROUP BY c.campaign_id, c.name, c.channel, c.region, d.currency"
          + " ORDER BY c.campaign_id, d.currency LIMIT ?";

  private static final String DAYS =
      "SELECT day, sum(impressions), sum(clicks) FROM marketing.daily_performance"
          + " WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day";
  private static final String QUALIFIED =
      "SELECT region, count(*) FROM marketing.contact WHERE opted_in AND score >= ?"
          + " GROUP BY region";
  private static final String FUNNEL =
      "SELECT status::text, count(*) FROM marketing.lead GROUP BY status";

  @Override
  public List<CampaignLine> campaigns(Period period, BigInteger after, int most)
      throws SQLException {
    return unified.transaction(
        c ->
            Sql.list(
                c,
                CAMPAIGNS,
                row -> Figures.campaign(row, Spelling.UNIFIED),
                new BigDecimal(after),
                period.first(),
                period.last(),
                most,
                period.first(),
                period.last(),
                most));
  }

  @Override
  public List<Day> dailyImpressions(Period period) throws SQLException {
    return unified.transaction(c -> Sql.list(c, DAYS, Figures::day, period.first(), period.last()));
  }

  @Override
  public Map<String, Long> qualified(BigDecimal least) throws SQLException {
    return counts(QUALIFIED, least);
  }

  @Override
  public Map<String, Long> funnel() throws SQLException {
    return counts(FUNNEL);
  }

  private Map<String, Long> counts(String sql, Object... values) throws SQLException {
    return unified.transaction(
        c ->
            Figures.sums(
                Sql.list(c, sql, row -> Figures.count(row.getString(1), row.getLong(2)), values)));
  }
}
