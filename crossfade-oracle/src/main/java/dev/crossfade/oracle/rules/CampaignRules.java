package dev.crossfade.oracle.rules;

import dev.crossfade.oracle.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ads.campaigns} to {@code campaign}. */
final class CampaignRules implements EntityRules {

  private static final int TARGETING = 13;

  @Override
  public Source source() {
    return Source.ADS;
  }

  @Override
  public String entity() {
    return "campaign";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "campaign_id",
        "ad_account_id",
        "name",
        "channel",
        "region",
        "campaign_type",
        "placements",
        "platform_ref",
        "budget",
        "currency",
        "start_on",
        "end_on",
        "paused",
        "targeting",
        "brief",
        "creative",
        "created_at",
        "changed_at",
        "sync_token");
  }

  @Override
  public int keyColumns() {
    return 1;
  }

  @Override
  public String sourceQuery() {
    return "SELECT id, ad_account_id, name, channel, region, campaign_type, placements,"
        + " platform_ref, budget, currency, CAST(start_on AS CHAR), CAST(end_on AS CHAR),"
        + " is_paused + 0, targeting, brief, LOWER(HEX(creative)), CAST(created_local AS CHAR),"
        + " CAST(changed_at AS CHAR), sync_token FROM campaigns";
  }

  @Override
  public List<String> targetExpressions() {
    return List.of(
        "campaign_id::text",
        "ad_account_id::text",
        "name",
        "channel",
        "region",
        "campaign_type",
        "placements",
        "platform_ref::text",
        "budget::text",
        "currency",
        "start_on::text",
        "end_on::text",
        "paused::text",
        "targeting::text",
        "brief",
        "encode(creative, 'hex')",
        Canonical.instant("created_at"),
        Canonical.instant("changed_at"),
        "sync_token");
  }

  @Override
  public @Nullable String @Nullable [] expected(ResultSet row) throws SQLException {
    @Nullable String[] mapped = new String[19];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = row.getString(i + 1);
    }
    mapped[2] = Reach.unscrambled(String.valueOf(mapped[2]));
    mapped[3] = Spellings.channel(String.valueOf(mapped[3]));
    mapped[4] = Spellings.region(mapped[4]);
    mapped[5] = Spellings.campaignType(mapped[5]);
    mapped[10] = Canonical.date(mapped[10]);
    mapped[11] = Canonical.date(mapped[11]);
    mapped[12] = "0".equals(mapped[12]) ? "false" : "true";
    mapped[16] = Canonical.instant(mapped[16], "UTC");
    mapped[17] = Canonical.instant(mapped[17], "UTC");
    finish(mapped);
    return Spellings.UNKNOWN.equals(mapped[4]) ? null : mapped;
  }

  @Override
  public void finish(@Nullable String[] actual) {
    actual[8] = Canonical.decimal(actual[8]);
    actual[TARGETING] = Canonical.json(actual[TARGETING]);
  }
}
