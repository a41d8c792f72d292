package dev.crossfade.embedded.demo.stack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Reports of the old application. It leaves out what it has always left out: regions that are none,
 * negative costs, budgets and scores that nobody can have meant.
 *
 * @param crm its connections to the CRM
 * @param ads its connections to the advertising database
 * @param spelling of both
 */
record OldReports(Sessions crm, Sessions ads, Spelling spelling) implements Reports {

  private static final String REGION_KNOWN = "(%1$s.region IS NULL OR %1$s.region <> 'Atlantis')";
  private static final String COUNTED =
      "d.campaign_id = c.id AND d.day BETWEEN ? AND ? AND d.cost >= 0 AND "
          + REGION_KNOWN.formatted("d");

  /** Adds up what is on the page, and nothing behind it. */
  private static final String CAMPAIGNS =
      "SELECT c.id, c.name, c.channel, c.region, d.currency, SUM(d.impressions), SUM(d.clicks),"
          + " SUM(d.cost), SUM(d.conversions) FROM (SELECT * FROM campaigns c WHERE c.id > ? AND "
          + REGION_KNOWN.formatted("c")
          + " AND EXISTS (SELECT 1 FROM daily_performance d WHERE "
          + COUNTED
          + ") ORDER BY c.id LIMIT ?) c JOIN daily_performance d ON "
          + COUNTED
          + " GROUP BY c.id, d.currency ORDER BY c.id, d.currency LIMIT ?";

  private static final String DAYS =
      "SELECT d.day, SUM(d.impressions), SUM(d.clicks) FROM daily_performance d"
          + " WHERE d.day BETWEEN ? AND ? AND d.cost >= 0 AND "
          + REGION_KNOWN.formatted("d")
          + " GROUP BY d.day ORDER BY d.day";
  private static final String QUALIFIED =
      "SELECT region_text, count(*) FROM contacts WHERE opted_in AND score BETWEEN ? AND 100000"
          + " AND region_text IS DISTINCT FROM 'Atlantis' GROUP BY region_text";
  private static final String FUNNEL =
      "SELECT lower(status::text), count(*) FROM leads WHERE (budget IS NULL OR budget <= 1000000)"
          + " AND region_text IS DISTINCT FROM 'Atlantis' GROUP BY status";

  @Override
  public List<CampaignLine> campaigns(Period period, BigInteger after, int most)
      throws SQLException {
    return ads.transaction(
        c ->
            Sql.list(
                c,
                CAMPAIGNS,
                row -> Figures.campaign(row, spelling),
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
    return ads.transaction(c -> Sql.list(c, DAYS, Figures::day, period.first(), period.last()));
  }

  @Override
  public Map<String, Long> qualified(BigDecimal least) throws SQLException {
    return crm.transaction(c -> Figures.sums(Sql.list(c, QUALIFIED, this::region, least)));
  }

  private Map.Entry<String, Long> region(ResultSet row) throws SQLException {
    return Figures.count(spelling.region(row.getString(1)), row.getLong(2));
  }

  @Override
  public Map<String, Long> funnel() throws SQLException {
    return crm.transaction(
        c ->
            Figures.sums(
                Sql.list(c, FUNNEL, row -> Figures.count(row.getString(1), row.getLong(2)))));
  }
}
