package dev.crossfade.oracle.fence;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where a probe of the demo company's stacks writes: a contact and a campaign of its own. */
public final class CompanyPlaces {

  private static final long ID = 4_950_000_000_001L;

  private CompanyPlaces() {}

  /**
   * The databases of both applications, with their roles.
   *
   * @param crm of the legacy one
   * @param ads of the legacy one
   * @param unified of the new one
   */
  public record Applications(Database crm, Database ads, Production unified) {}

  /** Adds the probe's rows where the company works now, unless they are there. */
  public static List<ProbedTable> of(Applications applications) throws SQLException {
    add(
        applications.crm(),
        "INSERT INTO contacts (id, full_name, opted_in, created_at) VALUES (?, 'Probe', false,"
            + " now()) ON CONFLICT DO NOTHING");
    add(
        applications.ads(),
        "INSERT IGNORE INTO campaigns (id, ad_account_id, name, channel, currency) VALUES (?, 1,"
            + " 'Probe', 'SEM', 'EUR')");
    Production unified = applications.unified();
    return List.of(
        new ProbedTable(
            "contacts of the CRM",
            Side.LEGACY,
            applications.crm(),
            "UPDATE contacts SET score = ? WHERE id = " + ID),
        new ProbedTable(
            "campaigns of the advertising database",
            Side.LEGACY,
            applications.ads(),
            "UPDATE campaigns SET budget = ? WHERE id = " + ID),
        new ProbedTable(
            "contacts of the unified database",
            Side.NEW,
            unified.database(),
            "UPDATE " + unified.table("contact") + " SET score = ? WHERE contact_id = " + ID),
        new ProbedTable(
            "campaigns of the unified database",
            Side.NEW,
            unified.database(),
            "UPDATE " + unified.table("campaign") + " SET budget = ? WHERE campaign_id = " + ID));
  }

  private static void add(Database database, String insert) throws SQLException {
    try (Connection connection = database.connect()) {
      Sql.update(connection, insert, ID);
    }
  }
}
