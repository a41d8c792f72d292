package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of both engines are altered while they are written to: what concerns nobody stops nothing,
 * what has to be decided holds the table only, and nothing is lost, whatever is killed.
 */
@Tag("long")
class AlteredTablesTest {

  @TempDir private static Path folder;

  @Test
  void holdWhatHasToBeDecidedAndNothingElse() throws Exception {
    try (AlteredCompany company = new AlteredCompany(folder, "{added: ignore}")) {
      Crossfade run = company.poisoned.started();
      company.write();

      company.both("alter table %s add column extra int default 7");
      company.both("alter table %s drop column unused");
      company.goesOn();
      assertThat(company.verdict()).isEqualTo("EQUAL");

      company.rename("note", "remark");
      company.awaitHeld();
      company.goesOn("visit");
      assertThat(company.poisoned.now(3, "verify").path("verdict").asText()).isEqualTo("UNKNOWN");
      run.kill();
      run = company.poisoned.run();
      company.goesOn("visit");

      JsonNode shown = company.poisoned.now(0, "drift", "show");
      assertThat(shown.path("tables")).hasSize(2);
      assertThat(shown.path("diff").asText()).contains("-    map:", "+    map:", "note: remark");
      assertThat(shown.path("statements")).isEmpty();
      JsonNode accepted = company.poisoned.now(0, "drift", "accept", "--reason=renamed");
      assertThat(accepted.path("files")).hasSize(2);
      company.awaitFree();
      company.goesOn();
      company.stopWriting();

      assertThat(company.verdict()).isEqualTo("EQUAL");
      assertThat(company.production("contact")).isEqualTo(company.contacts("remark"));
      run.stop();
    }
  }
}
