package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand rows in a million are from a region nobody knows. They are parked; half of them are
 * fixed by value, then the rule is, while the source is written to and the run is killed.
 */
@Tag("long")
class LargeReplayTest {

  private static final int ROWS = 1_000_000;
  private static final int POISON = 1_000;

  @TempDir private static Path folder;

  @Test
  void everyPoisonedRowArrivesInTheEnd() throws Exception {
    try (Poisoned company = new Poisoned(folder)) {
      Rows.execute(
          company.crm.endpoint(),
          "create table contact (id bigint primary key, region text, note text)",
          "insert into contact select i, case when i %% %d = 0 then 'mars' else 'emea' end, 'n' || i from generate_series(1, %d) i"
              .formatted(ROWS / POISON, ROWS),
          "create table visit (id bigint, region text, note text)");
      Rows.execute(
          company.shop.endpoint(),
          "create table purchase (id bigint primary key, region varchar(20), note varchar(20))");
      run(company);
      assertThat(company.now(0, "status").at("/quarantined").asInt()).isEqualTo(POISON);
      AtomicBoolean enough = new AtomicBoolean();
      Thread writer = new Thread(() -> write(company, enough));
      writer.start();
      fix(company);
      company.regions("EMEA: [emea], APAC: [apac], MARS: [mars]");
      assertThat(company.now(0, "mapping", "adopt", "--reason=a rule").path("changed")).hasSize(3);
      killed(company);
      long began = System.nanoTime();
      run(company);
      System.out.printf(
          "renewed and verified in %d s%n", (System.nanoTime() - began) / 1_000_000_000);
      enough.set(true);
      writer.join();

      JsonNode last = run(company);

      assertThat(last.path("verdict").asText()).as(last.toString()).isEqualTo("EQUAL");
      assertThat(last.path("parked").asInt()).isZero();
      assertThat(company.goal("select count(*) from unified.contact where region = 'MARS'"))
          .isEqualTo(
              Rows.text(
                  company.crm.endpoint(), "select count(*) from contact where region = 'mars'"));
    }
  }

  private static void fix(Poisoned company) throws Exception {
    Crossfade run = company.run();
    String group = "--group=" + company.group("contact");
    JsonNode trial = company.now(0, "quarantine", "fix", group, "--set=region=apac", "--dry-run");
    assertThat(trial.at("/dryRun/passing").asInt()).isEqualTo(POISON);
    company.now(0, "quarantine", "fix", group, "--set=region=apac", "--wait=0");
    await("replay")
        .atMost(Duration.ofMinutes(2))
        .until(() -> company.now(0, "quarantine", "list").path("replaysOpen").asInt() == 0);
    System.out.println("replayed: " + company.goal("select replay::text from crossfade.replay"));
    assertThat(company.now(0, "status").at("/quarantined").asInt()).isZero();
    assertThat(company.goal("select count(*) from unified.contact where region = 'APAC'"))
        .isEqualTo(String.valueOf(POISON));
    run.stop();
  }

  /** Several times while all rows are written again. */
  private static void killed(Poisoned company) throws Exception {
    for (int i = 0; i < 3; i++) {
      String done = "select count(*) from unified.contact where region = 'MARS'";
      long before = Long.parseLong(company.goal(done));
      Crossfade run = company.run();
      await("renewal")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> Long.parseLong(company.goal(done)) > before + 20);
      run.kill();
      run.descendants().forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static void write(Poisoned company, AtomicBoolean enough) {
    try {
      for (long i = 1; !enough.get(); i++) {
        Rows.execute(
            company.crm.endpoint(),
            "update contact set note = 'w%d' where id = %d".formatted(i, i * 500 % ROWS + 500),
            "delete from contact where id = %d".formatted(i * 3_000 % ROWS + 501));
        Thread.sleep(5);
      }
    } catch (SQLException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode run(Poisoned company) {
    Crossfade.Result result =
        Crossfade.now(company.environment(), "run", company.specification(), "--until=verified");
    assertThat(result.exit()).as(result.err()).isZero();
    return company.now(0, "verify");
  }
}
