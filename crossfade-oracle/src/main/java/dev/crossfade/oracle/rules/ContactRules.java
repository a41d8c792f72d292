package dev.crossfade.oracle.rules;

import dev.crossfade.oracle.Source;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code crm.contacts} to {@code contact}. */
final class ContactRules implements EntityRules {

  private static final BigDecimal HIGHEST = BigDecimal.valueOf(100_000);

  @Override
  public Source source() {
    return Source.CRM;
  }

  @Override
  public String entity() {
    return "contact";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "contact_id",
        "account_id",
        "full_name",
        "email",
        "phone",
        "country",
        "region",
        "job_title",
        "tags",
        "attributes",
        "score",
        "lifetime_value",
        "opted_in",
        "external_id",
        "avatar",
        "birthday",
        "notes",
        "last_seen",
        "valid_until",
        "created_at",
        "sync_token");
  }

  @Override
  public int keyColumns() {
    return 1;
  }

  @Override
  public String sourceQuery() {
    return "SELECT id::text, account_id::text, full_name, email, phone, country, region_text,"
        + " job_title, tags::text, attributes::text, score::text,"
        + " trim_scale(lifetime_value)::text, opted_in::text, external_id::text,"
        + " encode(avatar, 'hex'), birthday::text, notes, last_seen::text, "
        + Canonical.instant("valid_until")
        + ", "
        + Canonical.instant("created_at")
        + ", sync_token FROM contacts";
  }

  @Override
  public List<String> targetExpressions() {
    return List.of(
        "contact_id::text",
        "account_id::text",
        "full_name",
        "email",
        "phone",
        "country",
        "region",
        "job_title",
        "tags::text",
        "attributes::jsonb::text",
        "score::text",
        "trim_scale(lifetime_value)::text",
        "opted_in::text",
        "external_id::text",
        "encode(avatar, 'hex')",
        "birthday::text",
        "notes",
        Canonical.instant("last_seen"),
        Canonical.instant("valid_until"),
        Canonical.instant("created_at"),
        "sync_token");
  }

  @Override
  public @Nullable String @Nullable [] expected(ResultSet row) throws SQLException {
    @Nullable String[] mapped = new String[21];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = row.getString(i + 1);
    }
    String country = Spellings.country(mapped[5]);
    mapped[3] = Reach.email(mapped[3]);
    mapped[4] = Reach.phone(mapped[4], country);
    mapped[5] = country;
    mapped[6] = Spellings.region(mapped[6]);
    mapped[17] = Canonical.instant(mapped[17], "Europe/Berlin");
    String score = mapped[10];
    boolean outOfRange = score != null && new BigDecimal(score).abs().compareTo(HIGHEST) > 0;
    return outOfRange || Spellings.UNKNOWN.equals(mapped[6]) ? null : mapped;
  }
}
