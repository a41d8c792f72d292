package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A row that refers to one in quarantine is parked, too, and follows it out of there, where the
 * target looks at foreign keys: for a role that may not tell it to leave that.
 */
@Tag("long")
class ParentsFirstTest {

  private static final String TOUCH =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: touch
      key: [id]
      columns: {id: int64, contact_id: int64}
      from:
        - source: crm
          table: public.touch
          map: {id: id, contact_id: contact_id}
      """;

  @TempDir private Path folder;

  private static void parked(Poisoned company, int rows) {
    await("parked")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> assertThat(company.now(0, "status").at("/quarantined").asInt()).isEqualTo(rows));
  }

  @Test
  void whatWaitsForAParentFollowsIt() throws Exception {
    try (Poisoned company = new Poisoned(folder)) {
      company.ordinaryTarget();
      company.write("entities/touch.yaml", TOUCH);
      Rows.execute(
          company.crm.endpoint(),
          "create table contact (id bigint primary key, region text, note text)",
          "insert into contact select i, 'emea', 'n' from generate_series(1, 10) i",
          "create table touch (id bigint primary key, contact_id bigint)",
          "insert into touch select i, i from generate_series(1, 10) i",
          "create table visit (id bigint, region text, note text)");
      Rows.execute(
          company.shop.endpoint(),
          "create table purchase (id bigint primary key, region varchar(20), note varchar(20))");
      Crossfade run = company.started();
      try {
        Rows.execute(
            company.target.endpoint(),
            "alter table unified.touch add constraint its_contact foreign key (contact_id)"
                + " references unified.contact (id)");
        Rows.execute(
            company.crm.endpoint(),
            "insert into contact values (11, 'mars', 'n')",
            "insert into touch values (100, 11), (101, 11), (102, 3)");
        parked(company, 3);

        assertThat(group(company, "touch").path("waitsFor").asText()).isEqualTo("contact");
        assertThat(group(company, "contact").path("waitsFor").asText()).isEmpty();
        assertThat(
                Crossfade.now(company.environment(), "quarantine", "list", company.specification())
                    .out())
            .contains("waits for", "contact (1 parked)");
        company.now(
            0,
            "quarantine",
            "fix",
            "--group=" + company.group("contact"),
            "--set=region=emea",
            "--wait=60");

        parked(company, 0);
        assertThat(company.goal("select count(*) from unified.touch where contact_id = 11"))
            .isEqualTo("2");
        assertThat(company.goal("select reason from crossfade.act where kind = 'REPLAY'"))
            .startsWith("rows of contact that they refer to were written by act ");
        for (String entity : List.of("touch", "contact")) {
          assertThat(company.now(0, "verify", "--entity=" + entity).path("verdict").asText())
              .isEqualTo("EQUAL");
        }
      } finally {
        run.stop();
      }
    }
  }

  private static JsonNode group(Poisoned company, String entity) {
    for (JsonNode group : company.now(0, "quarantine", "list").path("groups")) {
      if (group.path("entity").asText().equals(entity)) {
        return group;
      }
    }
    throw new AssertionError("nothing of " + entity + " is parked");
  }
}
