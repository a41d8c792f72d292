package dev.crossfade.oracle.client;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the rows of clients are in one stack.
 *
 * @param name of the stack
 * @param contacts database of the contacts
 * @param contactsFrom key column, column of the writes' names, table
 * @param campaigns database of the campaigns
 * @param campaignsFrom the same of campaigns
 */
record StackRows(
    String name,
    Database contacts,
    List<String> contactsFrom,
    Database campaigns,
    List<String> campaignsFrom) {

  private static final String ADDED_BY_CLIENTS = " BETWEEN 4000000000000 AND 4899999999999";

  static StackRows legacy(Database crm, Database ads) {
    return new StackRows(
        "legacy",
        crm,
        List.of("id", "notes", "contacts"),
        ads,
        List.of("id", "brief", "campaigns"));
  }

  static StackRows unified(Database target, String schema) {
    return new StackRows(
        "new",
        target,
        List.of("contact_id", "notes", schema + ".contact"),
        target,
        List.of("campaign_id", "brief", schema + ".campaign"));
  }

  /**
   * What a row shows.
   *
   * @param writes their names, in their order
   * @param last the name of the last one
   */
  record Shown(List<String> writes, String last) {}

  /** All rows that clients added, by table and key as journals name them. */
  Map<String, Shown> read() throws SQLException {
    Map<String, Shown> rows = new HashMap<>();
    read(contacts, contactsFrom, "contacts", rows);
    read(campaigns, campaignsFrom, "campaigns", rows);
    return rows;
  }

  private static void read(
      Database database, List<String> from, String table, Map<String, Shown> rows)
      throws SQLException {
    String sql = "SELECT " + from.get(0) + ", " + from.get(1) + ", sync_token FROM " + from.get(2);
    try (Connection connection = database.connect()) {
      Sql.query(
          connection,
          sql + " WHERE " + from.get(0) + ADDED_BY_CLIENTS,
          row ->
              rows.put(
                  table + " " + row.getLong(1),
                  new Shown(
                      Arrays.asList(String.valueOf(row.getString(2)).split(",")),
                      String.valueOf(row.getString(3)))));
    }
  }
}
