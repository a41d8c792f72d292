package dev.crossfade.embedded.demo.stack;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of reports, which look the same in all databases. */
final class Figures {

  private static final String NOWHERE = "none";

  private Figures() {}

  static Reports.CampaignLine campaign(ResultSet row, Spelling spelling) throws SQLException {
    return new Reports.CampaignLine(
        row.getBigDecimal(1).toBigInteger(),
        spelling.name(row.getString(2)),
        spelling.channel(row.getString(3)),
        spelling.region(row.getString(4)),
        row.getString(5),
        row.getBigDecimal(6).toBigInteger(),
        row.getBigDecimal(7).toBigInteger(),
        row.getBigDecimal(8),
        row.getBigDecimal(9));
  }

  static Reports.Day day(ResultSet row) throws SQLException {
    return new Reports.Day(
        row.getDate(1).toLocalDate(),
        row.getBigDecimal(2).toBigInteger(),
        row.getBigDecimal(3).toBigInteger());
  }

  static Map.Entry<String, Long> count(@Nullable String label, long number) {
    return Map.entry(label == null ? NOWHERE : label, number);
  }

  /** Several spellings may be one label. */
  static Map<String, Long> sums(List<Map.Entry<String, Long>> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach(one -> sums.merge(one.getKey(), one.getValue(), Long::sum));
    return sums;
  }
}
