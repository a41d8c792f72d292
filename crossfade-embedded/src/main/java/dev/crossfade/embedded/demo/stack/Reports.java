package dev.crossfade.embedded.demo.stack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures that the company's dashboards show. */
interface Reports {

  /**
   * What a campaign did.
   *
   * @param id of the campaign
   * @param name of it
   * @param channel as clients know it
   * @param region as clients know it
   * @param currency of the cost
   * @param impressions how often it was shown
   * @param clicks how often somebody followed it
   * @param cost in that currency
   * @param conversions null where nobody counts them
   */
  record CampaignLine(
      BigInteger id,
      String name,
      String channel,
      @Nullable String region,
      String currency,
      BigInteger impressions,
      BigInteger clicks,
      BigDecimal cost,
      @Nullable BigDecimal conversions) {}

  /**
   * What all campaigns did on a day.
   *
   * @param day in the time zone of the advertising database
   * @param impressions how often they were shown
   * @param clicks how often somebody followed them
   */
  record Day(LocalDate day, BigInteger impressions, BigInteger clicks) {}

  /** Campaigns with figures in a period, in the order of their ids, from one id on. */
  List<CampaignLine> campaigns(Period period, BigInteger after, int most) throws SQLException;

  /** Days with figures in a period, in their order. */
  List<Day> dailyImpressions(Period period) throws SQLException;

  /** Number of marketing-qualified contacts by region: opted in, and with at least this score. */
  Map<String, Long> qualified(BigDecimal least) throws SQLException;

  /** Number of leads by stage. */
  Map<String, Long> funnel() throws SQLException;
}
