package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Production is corrupted in every way that is known from the field, on real databases that are
 * followed. Each is told by the check that is there for it, and named; live data that is right
 * raises no alarm.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeededCorruptionTest {
  @TempDir private static Path folder;
  private static CheckedCompany company;

  @BeforeAll
  static void live() throws Exception {
    company = new CheckedCompany(folder);
    company.follow();
  }

  @AfterAll
  static void stop() throws Exception {
    company.close();
  }

  @AfterEach
  void restore() throws Exception {
    company.restore();
  }

  private static void corrupt(String... statements) throws Exception {
    Rows.execute(company.target.endpoint(), statements);
  }

  private static JsonNode check(JsonNode run, String id) {
    for (JsonNode each : run.path("checks")) {
      if (each.path("check").asText().equals(id)) {
        return each;
      }
    }
    throw new AssertionError("no check " + id + " in " + run);
  }

  private static List<String> evidence(JsonNode run, String id) {
    List<String> lines = new ArrayList<>();
    check(run, id).path("evidence").forEach(line -> lines.add(line.asText()));
    return lines;
  }

  private static List<String> open(JsonNode run) {
    List<String> open = new ArrayList<>();
    for (JsonNode each : run.path("checks")) {
      if (!each.path("state").asText().equals("PASSED")) {
        open.add(each.path("check").asText());
      }
    }
    return open;
  }

  @Test
  @Order(1)
  void whatIsRightAndGoesOnRaisesNoAlarm() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; !done.get(); i++) {
                write(i);
                pause();
              }
            });
    writer.start();
    try {
      JsonNode run = company.check(0);
      assertThat(open(run)).as(run.toPrettyString()).isEmpty();
      assertThat(run.path("verdict").asText()).isEqualTo("PASSED");
      assertThat(run.path("asOf").size()).isEqualTo(2);
    } finally {
      done.set(true);
      writer.join();
    }
    company.check(0);
    for (String entity : List.of("contact", "touch", "page_view")) {
      corrupt(
          "drop table public.kept_" + entity,
          "create table public.kept_" + entity + " as select * from unified." + entity);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(int i) {
    try {
      Rows.execute(
          company.crm.endpoint(),
          "insert into touch values (%d, %d, 'Email', '2026-11-20'::timestamptz + %d * interval '1 s', 1)"
              .formatted(10_000 + i, 1 + i % 50, i),
          "update contact set score = score + 1, updated_at = now() where id = " + (1 + i % 50),
          "update touch set cost = 1.5, channel = 'Display' where id = " + (1 + i % 60));
      Rows.execute(
          company.web.endpoint(),
          "insert into web.page_view values ('2026-11-20' + interval %d second, '/live')"
              .formatted(i));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Order(2)
  void singleRowsAndValues() throws Exception {
    corrupt(
        "delete from unified.contact where id = 101",
        "insert into unified.contact select c.* from unified.contact k,"
            + " jsonb_populate_record(k, '{\"id\": 90001}') c where k.id = 1",
        "update unified.contact set country = 'XX' where id = 110",
        "update unified.contact set name = case id when 120 then 'Zoë Müller 121'"
            + " else 'Zoë Müller 120' end where id in (120, 121)",
        "update unified.contact set score = 1, updated_at = updated_at - interval '3 days 7 min'"
            + " where id = 130",
        "update unified.contact set name = left(name, 6) where id = 140",
        "update unified.contact set name ="
            + " convert_from(convert_to(name, 'UTF8'), 'LATIN1') where id = 141",
        "update unified.contact set score = trunc(score) where id = 142",
        "update unified.contact set born_at = date_trunc('second', born_at) where id = 143",
        "update unified.contact set born_at = born_at + interval '2 hours' where id = 144");

    JsonNode run = company.check(3, "--show-values");

    assertThat(evidence(run, "contact/counts"))
        .containsExactly("1 row is missing", "1 row is there that should not be");
    assertThat(evidence(run, "contact/checksums"))
        .containsExactlyInAnyOrder(
            "1 × MISSING: a row is missing",
            "1 × EXTRA: a row should not be there",
            "1 × CHANGED: country is another one",
            "2 × SWAPPED: name has the value of another row, which has its value",
            "1 × STALE: score shows an older state",
            "1 × STALE: updated_at shows an older state",
            "1 × TRUNCATED: name is cut off",
            "1 × MOJIBAKE: name was decoded with the wrong character set",
            "1 × LOST_FRACTION: score has lost its fraction",
            "1 × LOST_FRACTION: born_at has lost its fraction",
            "1 × WRONG_ZONE: born_at is shifted by a time zone",
            "11 rows differ");
    // its contact is missing
    assertThat(evidence(run, "touch/references"))
        .containsExactly("3 rows refer by contact_id to a contact that is not there");
    assertThat(check(run, "touch/references").path("keys").get(0).asText())
        .isEqualTo("contact_id=101");
    assertThat(check(run, "metric/contacts").path("state").asText()).isEqualTo("PASSED");
    // hours that lack one row may pass: so many may rightly differ while rows are read
    assertThat(open(run))
        .filteredOn(id -> !id.equals("contact/metric/rows-by-hour"))
        .containsExactly("contact/counts", "contact/checksums", "touch/references");
    assertThat(check(company.check(3), "contact/counts").path("keys")).isEmpty();
  }

  @Test
  @Order(3)
  void wholeLoadsAndDistributions() throws Exception {
    corrupt(
        "delete from unified.touch where at >= '2026-11-04 10:00Z' and at < '2026-11-04 11:00Z'",
        "insert into unified.page_view select * from unified.page_view"
            + " where seen_at >= '2026-11-04' and seen_at < '2026-11-04 02:00'",
        "update unified.contact set country = null where id between 500 and 899",
        "update unified.contact set score = score + 700 where id > 1000",
        "update unified.touch set cost = -cost where id = 77");

    JsonNode run = company.check(3);

    assertThat(evidence(run, "touch/metric/rows-by-hour"))
        .containsExactly("2026-11-04T10:00: 0 instead of 60, as if it had been dropped");
    assertThat(evidence(run, "touch/counts")).containsExactly("60 rows are missing");
    assertThat(evidence(run, "page_view/counts").get(0))
        .isEqualTo("120 of them are copies of rows that are there: a load was applied twice");
    assertThat(evidence(run, "page_view/metric/rows-by-hour"))
        .containsExactly(
            "2026-11-04T00:00: 120 instead of 60, as if it had been loaded twice",
            "2026-11-04T01:00: 120 instead of 60, as if it had been loaded twice");
    assertThat(evidence(run, "contact/nulls"))
        .containsExactly("country is NULL in 400 rows instead of 0");
    assertThat(evidence(run, "contact/distributions"))
        .anyMatch(line -> line.startsWith("score is shifted"));
    assertThat(evidence(run, "touch/sql/no-negative-cost"))
        .containsExactly("it answers with 1 rows");
    assertThat(evidence(run, "page_view/metric/views-by-page")).hasSizeGreaterThan(5);
    assertThat(open(run))
        .containsExactly(
            "contact/checksums",
            "contact/nulls",
            "contact/distributions",
            "page_view/counts",
            "page_view/checksums",
            "page_view/metric/rows-by-hour",
            "page_view/metric/views-by-page",
            "touch/counts",
            "touch/checksums",
            "touch/metric/rows-by-hour",
            "touch/metric/daily-cost",
            "touch/sql/no-negative-cost");
  }

  @Test
  @Order(4)
  void reportsAndHistoryTellOfIt() throws Exception {
    Path html = Path.of("target", "checks.html").toAbsolutePath();
    Path junit = folder.resolve("checks.xml");

    Crossfade.Result report =
        company.now("check", "report", "--html", html.toString(), "--junit", junit.toString());

    assertThat(report.exit()).as(report.err()).isEqualTo(3);
    assertThat(Files.readString(html))
        .contains("FAILED", "touch/metric/rows-by-hour", "<svg")
        .doesNotContain("<script", "http:", "https:", "src=");
    assertThat(Files.readString(junit))
        .contains("<testsuite name=\"touch\"", "as if it had been dropped");
    assertThat(company.now("check", "status").out()).contains("Verdict: FAILED");
    JsonNode history =
        company.now("check", "history", "--node=contact/nulls", "-o", "json").ok().json();
    assertThat(history.path("results").get(0).path("state").asText()).isEqualTo("FAILED");
    assertThat(history.path("results").get(1).path("state").asText()).isEqualTo("PASSED");
    company.check(0, "--node=contact/counts", "--node=touch/references");
    assertThat(company.now("check", "run", "--node=contact/count").err()).contains("did you mean");
  }

  @Test
  @Order(5)
  void aPipelineTestsMappingsAndChecksData() throws Exception {
    Files.createDirectories(folder.resolve("spec/tests"));
    Files.writeString(
        folder.resolve("spec/tests/contact.yaml"),
        """
        apiVersion: crossfade.dev/v1
        kind: MappingTests
        entity: contact
        cases:
          - name: names are trimmed
            row: {id: 1, name: " Zoë ", updated_at: "2026-11-01T00:00:00Z"}
            expect: {id: 1, name: Zoë, country: null}
        """);
    corrupt("update unified.contact set country = 'XX' where id = 110");
    Path sarif = folder.resolve("checks.sarif");

    Crossfade.Result pipeline =
        company.now("ci", "--against", "-o", "json", "--github", "--sarif", sarif.toString());

    assertThat(pipeline.exit()).as(pipeline.err() + pipeline.out()).isEqualTo(3);
    assertThat(pipeline.out())
        .contains("::error file=entities/contact.yaml,line=1,title=contact/checksums FAILED")
        .contains("contact/test/names-are-trimmed");
    assertThat(Files.readString(sarif)).contains("\"ruleId\" : \"crossfade/checksums\"");
    company.restore();
    assertThat(company.now("ci", "--against").exit()).isZero();
  }
}
