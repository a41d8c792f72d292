package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of alteration on both engines, decided in every way, while everybody goes on. */
@Tag("long")
class DecidedTablesTest {

  @TempDir private static Path folder;

  @Test
  void endInTheDocumentedStateWithNothingLost() throws Exception {
    try (AlteredCompany company = new AlteredCompany(folder, "{added: park}")) {
      Crossfade run = company.poisoned.started();
      company.write();

      company.both("alter table %s add column skip int default 1");
      company.awaitHeld();
      company.poisoned.now(0, "drift", "ignore", "--reason=nobody asked");
      company.awaitFree();
      company.goesOn();
      assertThat(company.verdict()).isEqualTo("EQUAL");

      company.both("alter table %s add column extra int default 7");
      company.awaitHeld();
      JsonNode shown = company.poisoned.now(0, "drift", "show");
      assertThat(shown.path("statements")).hasSize(2);
      assertThat(shown.path("diff").asText()).contains("extra: extra").doesNotContain("skip");
      company.poisoned.now(0, "drift", "accept", "--reason=wanted");
      company.awaitFree();
      company.goesOn();
      assertThat(company.verdict()).isEqualTo("EQUAL");
      assertThat(company.poisoned.goal("select count(*) from unified.contact where extra is null"))
          .isEqualTo("0");
      assertThat(company.poisoned.goal("select count(*) from unified.purchase where extra is null"))
          .isEqualTo("0");

      run.kill();
      company.both("alter table %s add column late int default 5 not null");
      company.moreIsWritten();
      run = company.poisoned.run();
      company.awaitHeld();
      company.poisoned.now(0, "drift", "ignore", "--reason=nobody asked");
      company.awaitFree();
      company.goesOn();
      assertThat(company.verdict()).isEqualTo("EQUAL");

      company.widen();
      company.awaitHeld();
      company.poisoned.now(0, "drift", "accept", "--reason=longer notes");
      company.awaitFree();
      company.goesOn();
      assertThat(company.verdict()).isEqualTo("EQUAL");

      company.stopWriting();
      company.both("alter table %s drop column note");
      company.both("insert into %s (id, region) values (90001, 'apac')");
      company.awaitHeld();
      company.poisoned.now(0, "drift", "accept", "--reason=notes are over");
      run.stop();
      run = company.poisoned.started();
      company.awaitFree();
      assertThat(company.verdict()).isEqualTo("EQUAL");
      assertThat(company.poisoned.goal("select count(note) from unified.contact")).isEqualTo("0");
      run.stop();
    }
  }
}
