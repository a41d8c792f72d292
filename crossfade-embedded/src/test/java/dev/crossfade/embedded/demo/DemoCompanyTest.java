package dev.crossfade.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCompanyTest {

  private static final DemoCompany COMPANY = new DemoCompany(42, 40_000);
  private static final AtomicLong REPORTED = new AtomicLong();

  @TempDir static Path folder;
  private static EmbeddedService<DatabaseEndpoint> postgres;
  private static EmbeddedService<DatabaseEndpoint> mariadb;

  @BeforeAll
  static void moveIn() throws Exception {
    postgres = EmbeddedPostgres.start(folder.resolve("pg"), DatabaseOptions.database("crm"));
    mariadb = EmbeddedMariaDb.start(folder.resolve("maria"), DatabaseOptions.database("ads"));
    assertThat(DemoCompany.livesIn(crm())).isFalse();
    assertThat(DemoCompany.livesIn(ads())).isFalse();
    COMPANY.moveIn(crm(), ads(), REPORTED::addAndGet);
  }

  @AfterAll
  static void stop() {
    postgres.close();
    mariadb.close();
  }

  @Test
  void bringsExactlyTheRowsAskedFor() throws SQLException {
    Volumes volumes = COMPANY.volumes();
    assertThat(volumes.crm() + volumes.ads()).isEqualTo(COMPANY.rows());
    assertThat(volumes.ads()).isGreaterThanOrEqualTo(COMPANY.rows() / 5);
    assertThat(REPORTED).hasValue(COMPANY.rows());
    assertThat(number(crm(), "SELECT count(*) FROM contacts")).isEqualTo(volumes.contacts());
    assertThat(number(crm(), "SELECT count(*) FROM page_views")).isEqualTo(volumes.pageViews());
    assertThat(number(ads(), "SELECT count(*) FROM daily_performance"))
        .isEqualTo(volumes.dailyPerformance());
    assertThat(number(ads(), "SELECT count(*) FROM campaigns")).isEqualTo(volumes.campaigns());
  }

  @Test
  void knowsThatItLivesThere() throws SQLException {
    assertThat(DemoCompany.livesIn(crm())).isTrue();
    assertThat(DemoCompany.livesIn(ads())).isTrue();
    assertThatThrownBy(() -> COMPANY.moveIn(crm(), ads(), made -> {}))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void hasTheMessOfRealLifeInTheCrm() throws SQLException {
    several("contacts WHERE email <> lower(email)");
    several("contacts WHERE email = ''");
    several("contacts WHERE email IS NULL");
    several("contacts WHERE email_domain <> ''");
    several("contacts WHERE length(notes) > 3000");
    several("contacts WHERE isfinite(valid_until) IS FALSE");
    several("contacts WHERE scale(lifetime_value) > 4");
    several("contacts WHERE array_position(tags, NULL) > 0");
    several("contacts WHERE tags = '{}'");
    several("contacts WHERE length(avatar) = 0");
    several("contacts WHERE phone LIKE '(%'");
    several("leads WHERE isfinite(snoozed_until) IS FALSE");
    several("activities WHERE length(body) > 3000");
    assertThat(number(crm(), "SELECT count(DISTINCT region_text) FROM contacts")).isGreaterThan(12);
    assertThat(
            number(
                crm(),
                "SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE relname = 'contacts'"))
        .isPositive();
  }

  @Test
  void hasTheMessOfRealLifeInTheAdvertisingDatabase() throws SQLException {
    some("campaigns WHERE platform_ref > 9223372036854775807");
    some("campaigns WHERE start_on = 0");
    some("campaigns WHERE end_on = 0");
    some("campaigns WHERE name LIKE '%Ã%'");
    some("campaigns WHERE name LIKE '%Köln%'");
    some("campaigns WHERE HEX(brief) = 'F09F9A80' OR brief LIKE '%go%'");
    some("campaigns WHERE placements = ''");
    assertThat(number(ads(), "SELECT count(DISTINCT currency) FROM campaigns")).isEqualTo(3);
  }

  @Test
  void hasAKnownNumberOfRowsToRefuse() throws SQLException {
    long refused =
        number(crm(), "SELECT count(*) FROM contacts WHERE region_text = 'Atlantis'")
            + number(crm(), "SELECT count(*) FROM leads WHERE budget > 1000000")
            + number(ads(), "SELECT count(*) FROM campaigns WHERE region = 'Atlantis'")
            + number(ads(), "SELECT count(*) FROM daily_performance WHERE cost < 0");
    assertThat(refused).isEqualTo(COMPANY.refusedRows()).isPositive();
  }

  private static void several(String what) throws SQLException {
    assertThat(number(crm(), "SELECT count(*) FROM " + what)).as(what).isGreaterThan(1);
  }

  private static void some(String what) throws SQLException {
    assertThat(number(ads(), "SELECT count(*) FROM " + what)).as(what).isGreaterThan(1);
  }

  private static DemoDatabase crm() {
    return database(postgres.endpoint());
  }

  private static DemoDatabase ads() {
    return database(mariadb.endpoint());
  }

  private static DemoDatabase database(DatabaseEndpoint endpoint) {
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  private static long number(DemoDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
