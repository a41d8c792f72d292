package dev.crossfade.embedded.demo;

/**
 * How many history rows each table gets; the sum is exactly the number asked for.
 *
 * @param accounts rows of {@code crm.accounts}
 * @param contacts rows of {@code crm.contacts}
 * @param leads rows of {@code crm.leads}
 * @param opportunities rows of {@code crm.opportunities}
 * @param activities rows of {@code crm.activities}
 * @param pageViews rows of {@code crm.page_views}, which takes what is left
 * @param crmSuppressions rows of {@code crm.suppressions}
 * @param adAccounts rows of {@code ads.ad_accounts}
 * @param campaigns rows of {@code ads.campaigns}
 * @param dailyPerformance rows of {@code ads.daily_performance}
 * @param adsSuppressions rows of {@code ads.suppressions}
 */
public record Volumes(
    long accounts,
    long contacts,
    long leads,
    long opportunities,
    long activities,
    long pageViews,
    long crmSuppressions,
    long adAccounts,
    long campaigns,
    long dailyPerformance,
    long adsSuppressions) {

  /** The smallest company that still has every kind of row. */
  public static final long MINIMUM = 1_000;

  /**
   * Divides a total among the tables.
   *
   * @throws IllegalArgumentException below {@link #MINIMUM}
   */
  public static Volumes of(long total) {
    if (total < MINIMUM) {
      throw new IllegalArgumentException(
          "the demo company needs at least " + MINIMUM + " rows, asked for " + total);
    }
    long accounts = total / 100;
    long contacts = total * 30 / 100;
    long leads = total * 8 / 100;
    long opportunities = total * 4 / 100;
    long activities = total * 22 / 100;
    long crmSuppressions = total / 1000;
    long adAccounts = total / 1000;
    long campaigns = total * 9 / 1000;
    long daily = total * 20 / 100;
    long adsSuppressions = total / 1000;
    long assigned =
        accounts
            + contacts
            + leads
            + opportunities
            + activities
            + crmSuppressions
            + adAccounts
            + campaigns
            + daily
            + adsSuppressions;
    return new Volumes(
        accounts,
        contacts,
        leads,
        opportunities,
        activities,
        total - assigned,
        crmSuppressions,
        adAccounts,
        campaigns,
        daily,
        adsSuppressions);
  }

  /** Rows of the PostgreSQL source. */
  public long crm() {
    return accounts + contacts + leads + opportunities + activities + pageViews + crmSuppressions;
  }

  /** Rows of the MariaDB source. */
  public long ads() {
    return adAccounts + campaigns + dailyPerformance + adsSuppressions;
  }
}
