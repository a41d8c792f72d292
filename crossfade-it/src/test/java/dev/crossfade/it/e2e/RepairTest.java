package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of production that somebody altered are found and made right, on both engines and where both
 * feed one entity, while the sources go on; nothing newer is written over. [MONOTONE]
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RepairTest {

  private static final List<String> ENTITIES = List.of("contact", "purchase", "customer", "label");

  @TempDir private static Path folder;
  private static RepairedCompany company;
  private static Crossfade run;

  @BeforeAll
  static void live() throws Exception {
    company = new RepairedCompany(folder, 3_000);
    run = company.company.started();
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
  void tellsWhatItWouldDoAndRepairsTheRowsOfAVerdict() throws Exception {
    company.corrupt();
    JsonNode found = company.verify(3, "contact");
    long differing = found.path("mismatches").asLong();
    assertThat(differing).isEqualTo(31 + 33 + 34);

    JsonNode trial = company.ask(0, "contact", "--differing", "--dry-run");
    assertThat(trial.at("/kinds/missing").asInt()).isEqualTo(31);
    assertThat(trial.at("/kinds/changed").asInt()).isEqualTo(33);
    assertThat(trial.at("/kinds/extra").asInt()).isEqualTo(34);
    assertThat(company.verify(3, "contact").path("mismatches").asLong()).isEqualTo(differing);

    JsonNode one = company.repair("contact", "--keys=3,-3");
    assertThat(one.path("written").asInt()).isEqualTo(1);
    assertThat(one.path("removed").asInt()).isEqualTo(1);
    JsonNode rest = company.repair("contact", "--differing");
    assertThat(rest.path("written").asInt()).isEqualTo(31 + 33 - 1);
    assertThat(rest.path("removed").asInt()).isEqualTo(34 - 1);
    company.equal("contact");
  }

  @Test
  @Order(2)
  void comparesAllRowsOfEveryKindOfEntity() throws Exception {
    for (String entity : ENTITIES) {
      JsonNode repaired = company.repair(entity, "--all", "--wait=120");
      assertThat(repaired.path("compared").asInt()).isGreaterThan(2_900);
      company.equal(entity);
    }
    assertThat(
            company.company.goal(
                "select count(distinct actor) from crossfade.load where kind = 'REPAIR'"))
        .isEqualTo("1");
    JsonNode leaves = company.company.now(0, "audit", "search", "--kind=act");
    assertThat(leaves.toString()).contains("repair", "somebody altered rows");
  }

  @Test
  @Order(3)
  void repairsUnderLoadAndWritesNothingOverThatIsNewer() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    Thread writer = company.writer(end);
    writer.start();
    try {
      for (int round = 0; round < 2; round++) {
        company.corrupt();
        for (String entity : ENTITIES) {
          JsonNode repaired = company.repair(entity, "--all", "--wait=120");
          assertThat(repaired.path("refused").asInt()).isZero();
        }
      }
    } finally {
      end.set(true);
      writer.join();
    }
    ENTITIES.forEach(company::equal);
  }

  /** By how many copies there are of each row, on both engines, while copies come and go. */
  @Test
  @Order(4)
  void rowsWithoutKeyAreMadeRightWhileTheirSourcesGoOn() throws Exception {
    AtomicBoolean end = new AtomicBoolean();
    Thread copier = company.copier(end);
    copier.start();
    try {
      for (String entity : List.of("visit", "click")) {
        company.corruptCopies(entity);
        assertThat(company.verify(3, entity).path("verdict").asText()).isEqualTo("DIFFERENT");
        JsonNode repaired = company.repair(entity, "--all", "--wait=60");
        assertThat(repaired.path("written").asInt()).isEqualTo(2);
        assertThat(repaired.path("removed").asInt()).isEqualTo(3);
      }
    } finally {
      end.set(true);
      copier.join();
    }
    for (String entity : List.of("visit", "click")) {
      company.equal(entity);
      JsonNode right = company.repair(entity, "--all", "--wait=60");
      assertThat(right.path("written").asInt()).isZero();
      assertThat(right.path("removed").asInt()).isZero();
    }
  }

  @Test
  @Order(5)
  void refusesWhatCannotBeRepaired() throws Exception {
    assertThat(company.ask(4, "visit", "--keys=7").asText()).contains("CF-6065", "--all");
    assertThat(company.ask(4, "visit", "--differing").asText()).contains("CF-6065");
    assertThat(company.ask(4, "contact", "--keys=x").asText()).contains("CF-6065");
    JsonNode right =
        company.repair("customer", "--key=origin=crm, id=7", "--key=origin=shop, id=7");
    assertThat(right.path("compared").asInt()).isEqualTo(2);
    assertThat(right.path("written").asInt()).isZero();
  }
}
