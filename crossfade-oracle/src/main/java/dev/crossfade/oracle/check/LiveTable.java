package dev.crossfade.oracle.check;

import dev.crossfade.oracle.Source;
import java.util.List;

/**
 * A table the live load writes to, and where the demo's specification sends it.
 *
 * @param source where it is
 * @param table its name there
 * @param target its name in production
 * @param key names of the key's columns in production
 * @param token the column that says which operation wrote the row last
 */
record LiveTable(Source source, String table, String target, List<String> key, String token) {

  static final List<LiveTable> ALL =
      List.of(
          new LiveTable(Source.CRM, "contacts", "contact", List.of("contact_id"), "sync_token"),
          new LiveTable(Source.CRM, "leads", "lead", List.of("lead_id"), "sync_token"),
          new LiveTable(Source.CRM, "activities", "activity", List.of("activity_id"), "sync_token"),
          new LiveTable(Source.ADS, "campaigns", "campaign", List.of("campaign_id"), "sync_token"),
          new LiveTable(
              Source.ADS,
              "daily_performance",
              "daily_performance",
              List.of("campaign_id", "day", "device"),
              "sync_token"),
          probe(Source.CRM, "probe_set", "uid"),
          probe(Source.ADS, "probe_set", "uid"),
          probe(Source.CRM, "probe_counter", "n"),
          probe(Source.ADS, "probe_counter", "n"));

  private static LiveTable probe(Source source, String table, String token) {
    return new LiveTable(source, table, source.text() + "_" + table, List.of("id"), token);
  }

  /** Name of the oracle that looks after it. */
  String oracle() {
    return switch (table) {
      case "probe_set" -> "O4";
      case "probe_counter" -> "O3";
      default -> "journal";
    };
  }

  String subject() {
    return source.text() + "." + table;
  }
}
