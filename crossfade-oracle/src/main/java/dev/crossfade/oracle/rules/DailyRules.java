package dev.crossfade.oracle.rules;

import dev.crossfade.oracle.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ads.daily_performance} to {@code daily_performance}. */
final class DailyRules implements EntityRules {

  private static final int COST = 5;
  private static final int REVENUE = 8;
  private static final int REGION = 9;

  @Override
  public Source source() {
    return Source.ADS;
  }

  @Override
  public String entity() {
    return "daily_performance";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "campaign_id",
        "day",
        "device",
        "impressions",
        "clicks",
        "cost",
        "currency",
        "conversions",
        "revenue",
        "region",
        "sync_token");
  }

  @Override
  public int keyColumns() {
    return 3;
  }

  @Override
  public String sourceQuery() {
    return "SELECT " + String.join(", ", columns()) + " FROM daily_performance";
  }

  @Override
  public List<String> targetExpressions() {
    return columns().stream().map(column -> column + "::text").toList();
  }

  @Override
  public @Nullable String @Nullable [] expected(ResultSet row) throws SQLException {
    @Nullable String[] mapped = new String[11];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = row.getString(i + 1);
    }
    mapped[REGION] = Spellings.region(mapped[REGION]);
    finish(mapped);
    boolean negative = String.valueOf(mapped[COST]).startsWith("-");
    return negative || Spellings.UNKNOWN.equals(mapped[REGION]) ? null : mapped;
  }

  @Override
  public void finish(@Nullable String[] actual) {
    actual[COST] = Canonical.decimal(actual[COST]);
    actual[7] = Canonical.decimal(actual[7]);
    String revenue = actual[REVENUE];
    actual[REVENUE] = revenue == null ? null : Double.toString(Double.parseDouble(revenue));
  }
}
