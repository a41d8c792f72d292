package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that history and stream refuse, on both engines: values are fixed, rows are discarded and
 * replayed while their sources change them, and a new rule takes the place of the old one.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuarantineReplayTest {

  @TempDir private static Path folder;
  private static Poisoned company;
  private static Crossfade run;

  @BeforeAll
  static void live() throws Exception {
    company = new Poisoned(folder);
    Rows.execute(
        company.crm.endpoint(),
        "create table contact (id bigint primary key, region text, note text)",
        "insert into contact select i, 'emea', 'n' || i from generate_series(1, 300) i",
        "update contact set region = 'mars' where id <= 20",
        "create table visit (id bigint, region text, note text)",
        "insert into visit select i / 2, 'emea', 'n' from generate_series(1, 100) i",
        "insert into visit values (7, 'mars', 'n'), (7, 'mars', 'n')");
    Rows.execute(
        company.shop.endpoint(),
        "create table purchase (id bigint primary key, region varchar(20), note varchar(20))",
        "insert into purchase select seq, 'apac', 'n' from seq_1_to_100",
        "update purchase set region = 'mars' where id <= 5");
    start();
    Rows.execute(
        company.crm.endpoint(),
        "insert into contact values (301, 'mars', 'new')",
        "update contact set region = 'mars' where id = 21");
    Rows.execute(company.shop.endpoint(), "update purchase set region = 'mars' where id = 60");
    Rows.execute(company.crm.endpoint(), "insert into visit values (8, 'mars', 'n')");
    parked(20 + 5 + 2 + 1 + 3);
  }

  private static void start() throws Exception {
    run = company.started();
  }

  private static void parked(int rows) {
    await("parked")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> assertThat(company.now(0, "status").at("/quarantined").asInt()).isEqualTo(rows));
  }

  @AfterAll
  static void stop() throws Exception {
    if (run != null && run.alive()) {
      run.stop();
    }
    company.close();
  }

  @Test
  @Order(1)
  void showsSamplesWithoutValuesUnlessThatIsRecorded() throws Exception {
    String group = company.group("contact");

    JsonNode masked = company.now(0, "quarantine", "show", "--group=" + group, "--limit=2");
    JsonNode shown =
        company.now(0, "quarantine", "show", "--group=" + group, "--limit=2", "--show-values");

    assertThat(masked.path("items")).hasSize(2);
    assertThat(masked.toString()).doesNotContain("mars", "id=1");
    assertThat(shown.toString()).contains("mars", "id=1");
    assertThat(company.goal("select string_agg(kind || row_count, ' ') from crossfade.act"))
        .isEqualTo("REVEAL2");
  }

  @Test
  @Order(2)
  void triesAndFixesAValueWhichHoldsWhileItsSourceShowsIt() throws Exception {
    String group = "--group=" + company.group("contact");

    JsonNode trial = company.now(0, "quarantine", "replay", group, "--dry-run").path("dryRun");
    assertThat(trial.path("passing").asInt()).isZero();
    assertThat(trial.at("/refused/0/rows").asInt()).isEqualTo(22);
    assertThat(trial.at("/refused/0/column").asText()).isEqualTo("region");
    JsonNode fixing =
        company.now(0, "quarantine", "fix", group, "--row=id=1", "--set=region=apac", "--dry-run");
    assertThat(fixing.at("/dryRun/passing").asInt()).isEqualTo(1);
    assertThat(company.goal("select count(*) from unified.contact where id = 1")).isEqualTo("0");

    JsonNode fixed = company.now(0, "quarantine", "fix", group, "--row=id=1", "--set=region=apac");
    assertThat(fixed.path("done").asBoolean()).isTrue();
    assertThat(fixed.path("written").asInt()).isEqualTo(1);
    assertThat(company.goal("select region from unified.contact where id = 1")).isEqualTo("APAC");

    Rows.execute(company.crm.endpoint(), "update contact set note = 'later' where id = 1");
    await()
        .until(
            () -> company.goal("select note from unified.contact where id = 1"), "later"::equals);
    parked(30);
    Rows.execute(company.crm.endpoint(), "update contact set region = 'venus' where id = 1");
    parked(31);
    Rows.execute(company.crm.endpoint(), "update contact set region = 'mars' where id = 1");
    parked(30);
  }

  @Test
  @Order(3)
  void countsWhatWasDiscardedByName() throws Exception {
    String group = "--group=" + company.group("contact");
    JsonNode discarded =
        company.now(0, "quarantine", "discard", group, "--row=id=2", "--reason=a test account");
    assertThat(discarded.path("rows").asInt()).isEqualTo(1);
    parked(29);

    JsonNode verify = company.now(0, "verify");

    assertThat(verify.path("verdict").asText()).isEqualTo("EQUAL");
    assertThat(verify.path("discarded").asInt()).isEqualTo(1);
    assertThat(verify.path("parked").asInt()).isEqualTo(30);
    Rows.execute(company.crm.endpoint(), "update contact set note = 'news' where id = 2");
    parked(30);
  }

  /** [MONOTONE] */
  @Test
  @Order(4)
  void neverWritesOverWhatIsNewerWhileTablesAreAltered() throws Exception {
    Rows.execute(company.crm.endpoint(), "alter table contact add column extra int default 7");
    Rows.execute(company.target.endpoint(), "alter table unified.purchase add column by_hand int");
    Thread writer = new Thread(QuarantineReplayTest::toggle);
    writer.start();
    while (writer.isAlive()) {
      company.now(0, "quarantine", "replay", "--all", "--wait=30");
    }

    JsonNode verify = company.now(0, "verify");

    assertThat(verify.path("verdict").asText()).as(verify.toString()).isEqualTo("EQUAL");
    assertThat(company.goal("select sum(passed) > 0 from crossfade.replay")).isEqualTo("t");
    await("drift")
        .atMost(Duration.ofSeconds(45))
        .until(() -> company.now(0, "drift", "list").path("drifts").size() == 2);
    assertThat(company.now(0, "drift", "list").toString())
        .contains("source crm, table public.contact: column extra is new, integer")
        .contains(
            "target, table unified.purchase: column by_hand is new, integer; to undo it: ALTER TABLE",
            "DROP COLUMN");
    assertThat(company.now(0, "status").path("troubles").toString()).contains("CF-5021");
  }

  private static void toggle() {
    Random random = new Random(7);
    String[] regions = {"mars", "emea", "apac"};
    try {
      for (int i = 0; i < 250; i++) {
        long id = 3 + random.nextInt(18);
        String region = regions[random.nextInt(3)];
        switch (random.nextInt(4)) {
          case 0 -> Rows.execute(company.crm.endpoint(), "delete from contact where id = " + id);
          case 1 ->
              Rows.execute(
                  company.shop.endpoint(),
                  "replace into purchase values (" + id % 6 + ", '" + region + "', 'r" + i + "')");
          default ->
              Rows.execute(
                  company.crm.endpoint(),
                  "insert into contact values (%d, '%s', 'r%d') on conflict (id) do update set region = excluded.region, note = excluded.note"
                      .formatted(id, region, i));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Order(5)
  void aNewRuleRenewsAllRows() throws Exception {
    assertThat(company.now(4, "mapping", "diff", "--revision=HEAD").asText()).contains("CF-6068");
    company.commit();
    company.regions("EMEA: [emea], APAC: [apac], MARS: [mars]");
    JsonNode diff = company.now(0, "mapping", "diff", "--entity=contact");
    assertThat(diff.path("before").asText()).startsWith("commit ");
    int corrected = diff.at("/changes/0/changed").asInt();
    assertThat(diff.at("/changes/0/accepted").asInt() + corrected)
        .isEqualTo(
            Rows.number(
                company.crm.endpoint(), "select count(*) from contact where region = 'mars'"));
    assertThat(corrected).isLessThanOrEqualTo(1);
    assertThat(diff.at("/changes/0/samples")).isEmpty();
    assertThat(diff.path("next_steps").toString()).contains("mapping adopt");

    JsonNode trial = company.now(0, "quarantine", "replay", "--all", "--dry-run").path("dryRun");
    assertThat(trial.path("passing").asInt()).isPositive();
    assertThat(trial.path("refused")).isEmpty();
    assertThat(company.now(4, "quarantine", "replay", "--all").asText()).contains("CF-6063");
    run.stop();
    assertThat(company.now(0, "mapping", "adopt", "--reason=mars is a region").path("changed"))
        .hasSize(3);
    start();
    renewed();

    JsonNode verify = company.now(0, "verify");

    assertThat(verify.path("verdict").asText()).as(verify.toString()).isEqualTo("EQUAL");
    assertThat(verify.path("parked").asInt()).isZero();
    assertThat(company.now(0, "status").at("/quarantined").asInt()).isZero();
    assertThat(company.goal("select region from unified.contact where id = 1")).isEqualTo("MARS");
    assertThat(company.goal("select count(*) from unified.visit where region = 'MARS'"))
        .isEqualTo("3");
    JsonNode acts = company.now(0, "audit", "search", "--kind=act");
    assertThat(company.now(0, "mapping", "diff").path("changes")).isEmpty();
    company.regions("EMEA: [emea], APACX: [apac], MARS: [mars]");
    diff =
        company.now(0, "mapping", "diff", "--entity=purchase", "--revision=HEAD", "--show-values");
    assertThat(diff.at("/changes/0/columns/0/column").asText()).isEqualTo("region");
    assertThat(diff.at("/changes/0/columns/0/rows").asInt())
        .isPositive()
        .isEqualTo(diff.at("/changes/0/columns/0/sum").asInt());
    assertThat(diff.at("/changes/0/samples").toString()).contains("APACX");
    assertThat(acts.toString()).contains("reveal", "fix", "discard", "replay", "adopt");
    assertThat(acts.toString()).doesNotContain("id=1");
  }

  @Test
  @Order(6)
  void earlierRulesComeBackWhileTheRunGoesOn() throws Exception {
    company.regions("EMEA: [emea], APAC: [apac], MARS: [mars]");
    long mars =
        Rows.number(company.crm.endpoint(), "select count(*) from contact where region = 'mars'");

    JsonNode trial = company.now(0, "mapping", "rollback", "--dry-run", "--reason=mars is none");
    assertThat(trial.path("files").toString()).isEqualTo("[\"taxonomies/region.yaml\"]");
    assertThat(trial.path("diff").toString())
        .contains("-values: {EMEA: [emea], APAC: [apac], MARS");
    assertThat(trial.path("changed")).hasSize(3);
    assertThat((long) refused(trial)).isGreaterThanOrEqualTo(mars - 1);
    assertThat(company.goal("select region from unified.contact where id = 1")).isEqualTo("MARS");

    JsonNode done = company.now(0, "mapping", "rollback", "--reason=mars is none");

    assertThat(done.path("revision").asText()).isEqualTo(trial.path("revision").asText());
    assertThat(done.path("notes").toString())
        .contains("Committed to git", "Rows of visit that are in production stay");
    await("the value that was corrected before counts again")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> company.goal("select region from unified.contact where id = 1"), "APAC"::equals);
    await("all rows are renewed")
        .atMost(Duration.ofSeconds(60))
        .until(() -> company.now(0, "status").at("/quarantined").asInt() >= mars - 1);
    renewed();
    JsonNode verify = company.now(0, "verify", "--entity=contact");
    assertThat(verify.path("verdict").asText()).as(verify.toString()).isEqualTo("EQUAL");
    assertThat(verify.path("refused").asLong()).isGreaterThanOrEqualTo(mars - 1);
    verify = company.now(0, "verify", "--entity=purchase");
    assertThat(verify.path("verdict").asText()).as(verify.toString()).isEqualTo("EQUAL");
    assertThat(company.now(0, "mapping", "rollback", "--to=HEAD", "--reason=again").path("changed"))
        .isEmpty();
    assertThat(run.alive()).isTrue();
  }

  /** Until then there is no verdict. */
  private static void renewed() {
    await("all rows are made again by the rules of now")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Crossfade.now(
                        company.environment(), "verify", "-o", "json", company.specification())
                    .out(),
            said -> !said.contains("are being made again"));
  }

  private static int refused(JsonNode trial) {
    int refused = 0;
    for (JsonNode change : trial.at("/rows/changes")) {
      if (change.path("entity").asText().equals("contact")) {
        refused += change.path("refused").asInt();
      }
    }
    return refused;
  }
}
