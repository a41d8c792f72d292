package dev.crossfade.it.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.target.ProgressStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What applications write on a real target comes back to a PostgreSQL and a MariaDB through the
 * target's log, Debezium and Kafka; it comes again in the logs of the sources, and ends there.
 */
@Tag("long")
class ReturnThroughKafkaTest {

  private static final String SLOTS =
      "SELECT slot_name FROM pg_replication_slots WHERE slot_name LIKE 'cf%'";

  @TempDir private Path folder;

  @Test
  void whatTheTargetTakesComesBackOnceAndGoesNowhereElse() throws Exception {
    try (ReturningCompany company = new ReturningCompany(folder, 1_000).live()) {
      assertThat(company.arm()).contains("came back");
      company.follow();
      whileChangesGoForward(company);
      company.turnBack();
      write(company);
      company.returned();
      sources(company);
      nothingGoesRound(company);
      strays(company);
      again(company);
    }
  }

  /** What our own streams apply after the way back was armed is not brought back. */
  private static void whileChangesGoForward(ReturningCompany company) throws Exception {
    Sql.run(company.crm, "UPDATE contacts SET full_name = 'Forward' WHERE id = 1");
    rolledBack(company);
    company.forwarded();
    assertThat(Sql.one(company.unified, name(1))).isEqualTo("Forward");
    assertThat(
            Sql.one(
                company.unified, "SELECT count(*) FROM marketing.campaign WHERE name = 'Never'"))
        .isEqualTo("0");
  }

  /** MariaDB has it in its log all the same. */
  private static void rolledBack(ReturningCompany company) throws Exception {
    Sql.run(
        company.ads,
        "BEGIN",
        "CREATE TEMPORARY TABLE some (i int)",
        "UPDATE campaigns SET name = 'Never'",
        "ROLLBACK",
        "DROP TEMPORARY TABLE some");
  }

  private static String name(long id) {
    return "SELECT full_name FROM marketing.contact WHERE contact_id = " + id;
  }

  private static void write(ReturningCompany company) throws Exception {
    Sql.run(
        company.unified,
        "UPDATE marketing.contact SET full_name = 'Back', notes = repeat('long ', 2000)"
            + " WHERE contact_id = 1",
        "UPDATE marketing.contact SET contact_id = 900001, full_name = 'Moved'"
            + " WHERE contact_id = 2",
        "DELETE FROM marketing.contact WHERE contact_id = 3",
        "INSERT INTO marketing.contact (contact_id, full_name, email, opted_in, created_at,"
            + " _cf_load) VALUES (900002, 'New', 'new@example.org', true, now(), 0)",
        "UPDATE marketing.campaign SET name = 'Back', budget = 12.5 WHERE campaign_id ="
            + " (SELECT min(campaign_id) FROM marketing.campaign)",
        "UPDATE marketing.contact SET full_name = 'Twice' WHERE contact_id = 900001");
  }

  private static void sources(ReturningCompany company) throws Exception {
    assertThat(
            Sql.rows(
                company.crm,
                "SELECT id, full_name, length(notes) FROM contacts"
                    + " WHERE id IN (1, 2, 3, 900001, 900002) ORDER BY id"))
        .hasSize(3)
        .satisfies(rows -> assertThat(rows.get(0)).isEqualTo("1|Back|10000"))
        .satisfies(rows -> assertThat(rows.get(1)).startsWith("900001|Twice"))
        .satisfies(rows -> assertThat(rows.get(2)).startsWith("900002|New"));
    assertThat(Sql.one(company.ads, "SELECT name, budget FROM campaigns ORDER BY id LIMIT 1"))
        .startsWith("Back|12.5");
    assertThat(company.back.unrestored()).isZero();
  }

  /** The loop: target, source, source's stream, and no further. */
  private static void nothingGoesRound(ReturningCompany company) throws Exception {
    company.forwarded();
    List<String> before = Sql.rows(company.unified, rows());
    long loads = Long.parseLong(Sql.one(company.unified, "SELECT max(id) FROM crossfade.load"));
    for (int i = 0; i < 10; i++) {
      Sql.run(
          company.unified,
          "UPDATE marketing.contact SET full_name = 'Round " + i + "' WHERE contact_id = 1");
      Thread.sleep(100);
    }
    company.returned();
    company.forwarded();
    company.returned();
    assertThat(Sql.rows(company.unified, rows())).isEqualTo(before);
    assertThat(Sql.one(company.unified, name(1))).isEqualTo("Round 9");
    assertThat(Sql.one(company.crm, "SELECT full_name FROM contacts WHERE id = 1"))
        .isEqualTo("Round 9");
    assertThat(Sql.one(company.unified, "SELECT max(id) FROM crossfade.load"))
        .isEqualTo(String.valueOf(loads));
    assertThat(company.run.progress().streams().get("crm").returned()).isGreaterThanOrEqualTo(14);
  }

  /** Versions of rows that were not written by an application. */
  private static String rows() {
    return "SELECT contact_id, xmin FROM marketing.contact WHERE contact_id <> 1 ORDER BY 1";
  }

  /** Somebody writes into sources that are not fenced here. */
  private static void strays(ReturningCompany company) throws Exception {
    company.anotherRun();
    Sql.run(company.crm, "UPDATE contacts SET full_name = 'Stray' WHERE id = 5");
    Sql.run(company.ads, "UPDATE campaigns SET name = 'Stray' ORDER BY id LIMIT 1");
    company.forwarded();
    assertThat(company.target.strays().list(10))
        .extracting(each -> each.write().source() + " " + each.write().op())
        .containsExactlyInAnyOrder("crm UPDATE", "ads UPDATE");
    assertThat(company.target.strays().list(10))
        .extracting(each -> each.write().key())
        .anyMatch(key -> key.equals("contact_id=5"));
    assertThat(Sql.one(company.unified, name(5))).isNotEqualTo("Stray");
  }

  /** Retired, and armed once more: another slot and topic, and nothing comes twice. */
  private static void again(ReturningCompany company) throws Exception {
    company.turnForward();
    company.unfollow();
    company.await("retired", () -> retired(company));
    assertThat(Sql.rows(company.unified, SLOTS)).isEmpty();
    assertThat(Sql.rows(company.unified, "SELECT pubname FROM pg_publication")).isEmpty();
    assertThat(company.target.progress().fact(ProgressStore.RETURN_ARMED)).contains("");
    Sql.run(company.crm, "UPDATE contacts SET full_name = 'Forward again' WHERE id = 1");
    company.forwarded();
    company.back = company.another();
    company.arm();
    company.follow();
    company.turnBack();
    Sql.run(
        company.unified,
        "UPDATE marketing.contact SET full_name = 'Second' WHERE contact_id = 900002");
    company.returned();
    assertThat(
            Sql.rows(
                company.crm, "SELECT full_name FROM contacts WHERE id IN (1, 900002) ORDER BY id"))
        .containsExactly("Forward again", "Second");
  }

  /** A walsender that is about to end still holds the slot. */
  private static boolean retired(ReturningCompany company) {
    try {
      return company.back.retire() != null;
    } catch (dev.crossfade.core.problem.ProblemException e) {
      return false;
    }
  }
}
