package dev.crossfade.embedded.demo.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The old application on real databases; that the new one says the same is shown elsewhere. */
class LegacyStackTest {
  private static final DemoCompany COMPANY = new DemoCompany(42, 20_000);
  private static final String CONTACT =
      "{'id': 5000000000001, 'write': 'w1', 'fullName': 'Ada', 'email': 'ada@example.org',"
          + " 'country': 'DE', 'region': 'EMEA', 'score': 12.5, 'optedIn': true}";
  private static final String CAMPAIGN =
      "{'id': 5000000000001, 'write': 'c1', 'name': 'Spring', 'channel': 'search',"
          + " 'region': 'APAC', 'budget': 10, 'currency': 'EUR', 'paused': false}";

  @TempDir static Path folder;
  private static EmbeddedService<DatabaseEndpoint> postgres;
  private static EmbeddedService<DatabaseEndpoint> mariadb;
  private static DemoStack stack;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start(folder.resolve("pg"), DatabaseOptions.database("crm"));
    mariadb = EmbeddedMariaDb.start(folder.resolve("maria"), DatabaseOptions.database("ads"));
    COMPANY.moveIn(owner(postgres), owner(mariadb), made -> {});
    stack =
        DemoStack.legacy(
            new StackRoles(owner(postgres)).crm("app"), new StackRoles(owner(mariadb)).ads("app"));
  }

  @AfterAll
  static void stop() {
    stack.close();
    postgres.close();
    mariadb.close();
  }

  @Test
  void reportsInTheSpellingThatClientsKnow() throws Exception {
    var campaigns = new Asking(stack).read("/reports/campaigns?limit=100");
    assertThat(campaigns.status()).isEqualTo(200);
    assertThat(campaigns.stack()).isEqualTo("legacy");
    assertThat(campaigns.body().at("/campaigns")).hasSizeGreaterThan(50);
    campaigns
        .body()
        .path("campaigns")
        .forEach(
            one -> {
              assertThat(one.path("region").asText()).matches("EMEA|AMER|APAC|LATAM|null");
              assertThat(one.path("channel").asText()).matches("[a-z]+");
              assertThat(one.path("name").asText()).doesNotContain("Ã");
            });
  }

  @Test
  void countsWhatTheDatabasesHave() throws Exception {
    long impressions =
        number(
            mariadb,
            "SELECT SUM(impressions) FROM daily_performance WHERE cost >= 0 AND (region IS NULL OR"
                + " region <> 'Atlantis')");
    long days = 0;
    for (var day : new Asking(stack).read("/reports/daily-impressions").body().path("days")) {
      days += day.path("impressions").asLong();
    }
    assertThat(days).isEqualTo(impressions).isPositive();
    var qualified = new Asking(stack).read("/reports/mql-count?least=700").body();
    assertThat(qualified.path("regions").has("Atlantis")).isFalse();
    assertThat(qualified.path("contacts").asLong())
        .isEqualTo(
            number(
                postgres,
                "SELECT count(*) FROM contacts WHERE opted_in AND score >= 700 AND region_text IS"
                    + " DISTINCT FROM 'Atlantis' AND id < 1000000000"))
        .isPositive();
    var funnel = new Asking(stack).read("/reports/funnel").body();
    assertThat(funnel.path("leads").asLong())
        .isEqualTo(
            number(
                postgres, "SELECT count(*) FROM leads WHERE budget IS NULL OR budget <= 1000000"));
    assertThat(funnel.at("/stages/qualified/share").asDouble()).isBetween(0.05, 0.3);
  }

  @Test
  void doesAWriteOnceHoweverOftenItIsSent() throws Exception {
    Asking client = new Asking(stack);
    assertThat(client.send("POST", "/contacts", CONTACT).status()).isEqualTo(201);
    assertThat(client.send("POST", "/contacts", CONTACT).status()).isEqualTo(200);
    assertThat(client.send("POST", "/contacts", CONTACT.replace("w1", "w0")).status())
        .isEqualTo(409);
    String change = "{'write': 'w2', 'score': 13, 'optedIn': false}";
    assertThat(client.send("PUT", "/contacts/5000000000001", change).status()).isEqualTo(200);
    assertThat(client.send("PUT", "/contacts/5000000000001", change).status()).isEqualTo(200);
    var contact = client.read("/contacts/5000000000001").body();
    assertThat(contact.path("log").asText()).isEqualTo("w1,w2");
    assertThat(contact.path("score").asText()).isEqualTo("13.0");
    assertThat(contact.path("optedIn").asBoolean()).isFalse();
    assertThat(client.send("DELETE", "/contacts/5000000000001", "").status()).isEqualTo(200);
    assertThat(client.send("DELETE", "/contacts/5000000000001", "").status()).isEqualTo(200);
    assertThat(client.send("PUT", "/contacts/5000000000001", change).status()).isEqualTo(404);
    assertThat(client.read("/contacts/5000000000001").status()).isEqualTo(404);
  }

  @Test
  void keepsCampaignsInItsOwnSpelling() throws Exception {
    Asking client = new Asking(stack);
    assertThat(client.send("POST", "/campaigns", CAMPAIGN).status()).isEqualTo(201);
    String change = "{'write': 'c2', 'budget': 11.25, 'paused': true}";
    assertThat(client.send("PUT", "/campaigns/5000000000001", change).status()).isEqualTo(200);
    assertThat(client.send("PUT", "/campaigns/5000000000001", change).status()).isEqualTo(200);
    var campaign = client.read("/campaigns/5000000000001").body();
    assertThat(campaign.path("log").asText()).isEqualTo("c1,c2");
    assertThat(campaign.path("channel").asText()).isEqualTo("search");
    assertThat(campaign.path("paused").asBoolean()).isTrue();
    assertThat(
            number(
                mariadb,
                "SELECT count(*) FROM campaigns WHERE id = 5000000000001 AND channel = 'SEM'"))
        .isEqualTo(1);
    assertThat(client.send("DELETE", "/campaigns/5000000000001", "").status()).isEqualTo(200);
  }

  @Test
  void takesTheSameWriteFromManyAtOnce() throws Exception {
    Asking client = new Asking(stack);
    String body = CONTACT.replace("5000000000001", "5000000000002");
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> asks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        asks.add(() -> client.send("POST", "/contacts", body).status());
      }
      int added = 0;
      for (Future<Integer> status : many.invokeAll(asks)) {
        assertThat(status.get()).isIn(200, 201);
        added += status.get() == 201 ? 1 : 0;
      }
      assertThat(added).isEqualTo(1);
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void refusesWhatNoMappingCouldGiveBack() throws Exception {
    Asking client = new Asking(stack);
    assertThat(client.send("POST", "/contacts", CONTACT.replace("EMEA", "Atlantis")).status())
        .isEqualTo(422);
    assertThat(client.send("POST", "/contacts", CONTACT.replace("'w1'", "''")).status())
        .isEqualTo(422);
    assertThat(client.send("POST", "/campaigns", CAMPAIGN.replace("search", "other")).status())
        .isEqualTo(422);
    assertThat(client.send("POST", "/contacts", "{").status()).isEqualTo(400);
    assertThat(client.read("/reports/daily-impressions?from=today").status()).isEqualTo(400);
    assertThat(client.read("/anything").status()).isEqualTo(404);
  }

  private static DemoDatabase owner(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  private static long number(EmbeddedService<DatabaseEndpoint> service, String sql)
      throws SQLException {
    DemoDatabase owner = owner(service);
    try (Connection connection =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
