package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of both engines that a server follows are altered; somebody accepts them in his folder and
 * hands it over, and the server goes on by it.
 */
@Tag("long")
class ServerDriftTest {

  @TempDir private static Path folder;

  @Test
  void aServerGoesOnByWhatWasAcceptedOnceItHasTheFolder() throws Exception {
    try (AlteredCompany company = new AlteredCompany(folder, "{added: evolve}")) {
      String specification = company.poisoned.specification();
      Served served = new Served(folder, company.poisoned.environment());
      Crossfade server = served.start();
      served.begin(server, Path.of(specification));
      served.ask("migration", "start", Served.NAME);
      served.reaches(server, Set.of("LIVE"));
      company.write();

      company.rename("note", "remark");
      company.awaitHeld();
      company.goesOn("visit");
      JsonNode accepted = company.poisoned.now(0, "drift", "accept", "--reason=renamed");
      assertThat(accepted.path("files")).hasSize(2);
      served.ask("apply", specification);
      company.awaitFree();
      company.goesOn();

      company.both("alter table %s add column extra int");
      company.both("update %s set extra = 7 where id < 20");
      company.awaitHeld();
      company.poisoned.now(0, "drift", "accept", "--reason=no folder is its own");
      served.ask("apply", specification);
      company.awaitFree();
      company.goesOn();
      company.stopWriting();

      served.ask("migration", "verify", Served.NAME, "--wait");
      assertThat(company.verdict()).isEqualTo("EQUAL");
      assertThat(company.production("contact")).isEqualTo(company.contacts("remark"));
      assertThat(company.poisoned.goal("select count(*) from unified.purchase where extra = 7"))
          .isNotEqualTo("0");
      assertThat(server.stop()).isIn(130, 143);
    }
  }
}
