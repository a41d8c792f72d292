package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns that may be NULL are followed without anybody being asked, on both engines, while they
 * are written to, whenever the run is killed; anything else waits for a person.
 */
@Tag("long")
class EvolvedTablesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  @Test
  void areFollowedByThemselvesWhereNothingButColumnsWasAdded() throws Exception {
    try (AlteredCompany company = new AlteredCompany(folder, "{added: evolve}")) {
      company.poisoned.commit();
      Crossfade run = company.poisoned.started();
      company.write();

      company.both("alter table %s add column extra int");
      company.both("update %s set extra = 7 where id < 20");
      awaitColumn(company, "extra");
      company.awaitFree();
      company.goesOn();
      assertThat(company.verdict()).isEqualTo("EQUAL");
      for (String table : new String[] {"contact", "purchase"}) {
        assertThat(
                company.poisoned.goal("select count(*) from unified." + table + " where extra = 7"))
            .isNotEqualTo("0");
        assertThat(file(company, table)).contains("extra: extra");
      }
      assertThat(
              company.poisoned.goal(
                  "select string_agg(act::text, ' ') from crossfade.act where kind = 'DRIFT'"))
          .contains("evolve");
      assertThat(company.poisoned.git("log", "--format=%s"))
          .contains("Accept crm:public.contact as altered")
          .contains("Accept shop:shop.purchase as altered");
      assertThat(company.poisoned.git("show", "HEAD:entities/contact.yaml"))
          .contains("extra: extra");
      assertThat(company.poisoned.git("status", "--porcelain", "-uno")).isEmpty();

      company.both("alter table %s add column later varchar(20)");
      company.both("update %s set later = 'x' where id < 30");
      awaitColumn(company, "later");
      run.kill();
      company.moreIsWritten();
      run = company.poisoned.run();
      company.awaitFree();
      company.goesOn();
      assertThat(company.verdict()).isEqualTo("EQUAL");
      assertThat(company.poisoned.goal("select count(*) from unified.contact where later = 'x'"))
          .isNotEqualTo("0");
      assertThat(company.poisoned.git("show", "HEAD:entities/contact.yaml"))
          .contains("later: later");
      assertThat(company.poisoned.git("status", "--porcelain", "-uno")).isEmpty();

      company.both("alter table %s add column must int not null default 5");
      company.awaitHeld();
      company.goesOn("visit");
      JsonNode shown = company.poisoned.now(0, "drift", "show");
      assertThat(shown.path("diff").asText()).contains("must: must");
      company.poisoned.now(0, "drift", "accept", "--reason=wanted");
      company.awaitFree();
      company.goesOn();
      company.stopWriting();
      assertThat(company.verdict()).isEqualTo("EQUAL");
      run.stop();
    }
  }

  private static String file(AlteredCompany company, String entity) throws Exception {
    return Files.readString(
        Path.of(company.poisoned.specification(), "entities", entity + ".yaml"));
  }

  private static void awaitColumn(AlteredCompany company, String column) {
    await(column)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () ->
                company
                    .poisoned
                    .goal(
                        "select count(*) from information_schema.columns where table_schema ="
                            + " 'unified' and column_name = '"
                            + column
                            + "'")
                    .equals("2"));
  }
}
