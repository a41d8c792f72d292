package dev.crossfade.oracle.check;

import java.util.List;

/** A way a replicator can be wrong, as SQL on the target; the oracles that must notice. */
enum Mutation {
  DROP_ONE(
      "O6", "DELETE FROM contact WHERE contact_id = (SELECT min(contact_id) + 10 FROM contact)"),
  DROP_ONE_LOGGED(
      "O2", "DELETE FROM page_view WHERE sync_token = (SELECT max(sync_token) FROM page_view)"),
  DUP_ONE(
      "O2",
      "INSERT INTO page_view SELECT * FROM page_view WHERE sync_token = (SELECT max(sync_token)"
          + " FROM page_view)"),
  SWAP_TWO(
      "O2",
      "UPDATE crm_probe_register SET v = split_part(v, ',', 2) || ',' || split_part(v, ',', 1) ||"
          + " substr(v, length(split_part(v, ',', 1)) + length(split_part(v, ',', 2)) + 2) WHERE id"
          + " = (SELECT max(id) FROM crm_probe_register)"),
  STALE_OVERWRITE("O3", "UPDATE ads_probe_counter SET n = n - 1"),
  STALE_ROW(
      "journal",
      "UPDATE campaign SET sync_token = 'a0.0.0' WHERE sync_token = (SELECT max(sync_token) FROM"
          + " campaign)"),
  LOSE_DELETE("O4", "INSERT INTO crm_probe_set VALUES (${deleted}, 'c1.0.1')"),
  TRUNCATE_TAIL(
      "O3",
      "UPDATE crm_probe_writer SET seq = seq - 3",
      "UPDATE crm_probe_register SET v = regexp_replace(v, '[^,]*,$', '')"),
  DOUBLE_COMMIT(
      "O2",
      "UPDATE ads_probe_register SET v = v || split_part(v, ',', -2) || ','",
      "UPDATE ads_probe_bank SET balance = balance + CASE id WHEN 1 THEN 7 WHEN 2 THEN -7 ELSE 0"
          + " END"),
  TORN_TRANSACTION("O1", "UPDATE crm_probe_bank SET balance = balance + 5 WHERE id = 3"),
  WRONG_VALUE(
      "O6",
      "UPDATE contact SET phone = '+4930000000' WHERE contact_id = (SELECT min(contact_id)"
          + " FROM contact)"),
  NULL_FOR_EMPTY("O6", "UPDATE campaign SET brief = NULL WHERE brief = ''"),
  EXTRA_ROW(
      "O6",
      "INSERT INTO daily_performance SELECT campaign_id, day - 3000, device, impressions, clicks,"
          + " cost, currency, conversions, revenue, region, NULL FROM daily_performance LIMIT 1");

  final String oracle;
  final List<String> sql;

  Mutation(String oracle, String... sql) {
    this.oracle = oracle;
    this.sql = List.of(sql);
  }
}
