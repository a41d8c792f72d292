package dev.crossfade.it.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.jdbc.source.SourceProblem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source would refuse once it is needed is found before clients are moved. */
class SentinelRowsTest {

  @TempDir static Path folder;
  private static SentinelShop shop;

  @BeforeAll
  static void start() throws Exception {
    shop = new SentinelShop(folder);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @AfterEach
  void asBefore() throws SQLException {
    Sql.run(
        shop.crm,
        "DROP TRIGGER IF EXISTS no ON people_1",
        "ALTER TABLE people_1 DROP CONSTRAINT IF EXISTS narrow",
        "ALTER TABLE people DISABLE ROW LEVEL SECURITY",
        "DROP POLICY IF EXISTS seen ON people");
    Sql.run(
        shop.ads,
        "DROP TRIGGER IF EXISTS no",
        "GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON adverts TO plain");
  }

  private static List<String> people() throws SQLException {
    return Sql.rows(shop.crm, "SELECT ctid, xmin, p.* FROM people_1 p ORDER BY id");
  }

  private static List<String> adverts() throws SQLException {
    return Sql.rows(shop.ads, "SELECT id, hex(title), seen FROM adverts ORDER BY id");
  }

  private static void ends(ProblemCode code, String... words) {
    assertThatThrownBy(shop::arm)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(code);
              assertThat(e.problem().render()).contains(words).doesNotContain("@x.org");
            });
  }

  @Test
  void rows_are_written_and_rolled_back_and_no_log_tells() throws Exception {
    List<String> people = people();
    List<String> adverts = adverts();
    String binlog = Sql.one(shop.ads, "SHOW MASTER STATUS");
    Sql.rows(shop.crm, "SELECT pg_create_logical_replication_slot('seen', 'test_decoding')::text");
    Outcome<String> end = shop.arm();
    assertThat(((Outcome.Done<String>) end).value())
        .endsWith(
            "; 10 sentinel rows in 2 tables; none in public.empty (no sentinel: the table is"
                + " empty)");
    assertThat(people()).isEqualTo(people);
    assertThat(adverts()).isEqualTo(adverts);
    assertThat(Sql.one(shop.ads, "SHOW MASTER STATUS")).isEqualTo(binlog);
    assertThat(
            Sql.rows(
                shop.crm,
                "SELECT data FROM pg_logical_slot_get_changes('seen', NULL, NULL)"
                    + " WHERE data LIKE '%people%'"))
        .isEmpty();
    Sql.rows(shop.crm, "SELECT pg_drop_replication_slot('seen')::text");
  }

  /** What a trigger does may stay although it is rolled back. */
  @Test
  void a_trigger_of_a_part_in_postgresql_is_named_and_does_not_fire() throws Exception {
    Sql.run(
        shop.crm,
        "CREATE SEQUENCE fired",
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM nextval('fired'); RETURN NEW; END $$",
        "GRANT USAGE ON SEQUENCE fired TO plain",
        "CREATE TRIGGER no BEFORE UPDATE ON people_1 FOR EACH ROW EXECUTE FUNCTION no()",
        "ALTER TABLE people_1 ENABLE ALWAYS TRIGGER no");
    ends(SourceProblem.TRIGGERS_FIRE, "public.people", "no would do again");
    assertThat(Sql.one(shop.crm, "SELECT is_called FROM fired")).isEqualTo("f");
    Sql.run(shop.crm, "DROP FUNCTION no CASCADE", "DROP SEQUENCE fired");
  }

  /** Only who has a right for it sees triggers of MariaDB; what they write may stay. */
  @Test
  void where_triggers_of_mariadb_are_not_shown_nothing_is_written() throws Exception {
    Sql.run(
        shop.ads,
        "CREATE TABLE noted (id bigint) ENGINE=MyISAM",
        "CREATE TRIGGER no BEFORE UPDATE ON adverts FOR EACH ROW INSERT INTO noted VALUES (NEW.id)",
        "REVOKE TRIGGER ON adverts FROM plain");
    Outcome<String> end = shop.arm();
    assertThat(((Outcome.Done<String>) end).value())
        .contains("5 sentinel rows in 1 tables")
        .contains("ads.adverts (no sentinel: whether triggers fire there is not shown");
    assertThat(Sql.rows(shop.ads, "SELECT * FROM noted")).isEmpty();
    Sql.run(shop.ads, "GRANT TRIGGER ON adverts TO plain");
    ends(SourceProblem.TRIGGERS_FIRE, "ads.adverts", "no would do again");
    assertThat(Sql.rows(shop.ads, "SELECT * FROM noted")).isEmpty();
    Sql.run(shop.ads, "DROP TABLE noted");
  }

  @Test
  void a_constraint_that_what_is_restored_violates() throws Exception {
    Sql.run(
        shop.crm,
        "ALTER TABLE people_1 ADD CONSTRAINT narrow CHECK (mail = upper(mail)) NOT VALID");
    ends(EngineProblem.SENTINEL_REFUSED, "table public.people", "SQLSTATE 23514");
  }

  /** The right to change one column is enough for what is looked at beforehand. */
  @Test
  void a_right_that_is_missing_in_mariadb() throws Exception {
    Sql.run(
        shop.ads, "REVOKE UPDATE ON adverts FROM plain", "GRANT UPDATE (id) ON adverts TO plain");
    try {
      ends(EngineProblem.SENTINEL_REFUSED, "table ads.adverts", "denied");
    } finally {
      Sql.run(shop.ads, "REVOKE UPDATE (id) ON adverts FROM plain");
    }
  }

  @Test
  void a_policy_that_takes_the_right_away_in_postgresql() throws Exception {
    Sql.run(
        shop.crm,
        "ALTER TABLE people ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY seen ON people USING (true) WITH CHECK (false)");
    ends(EngineProblem.SENTINEL_REFUSED, "table public.people", "42501");
  }

  @Test
  void a_row_that_somebody_holds_is_no_hindrance() throws Exception {
    try (Connection other =
            DriverManager.getConnection(
                shop.crm.endpoint().jdbcUrl(),
                shop.crm.endpoint().user(),
                shop.crm.endpoint().password());
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE people SET code = code WHERE id = 1");
      assertThat(((Outcome.Done<String>) shop.arm()).value()).contains("10 sentinel rows");
      other.rollback();
    }
  }

  @Test
  void a_row_that_differs() throws Exception {
    Sql.run(shop.unified, "UPDATE new.person SET email = 'other@x.org'");
    try {
      ends(EngineProblem.SENTINEL_DIFFERS, "table public.people", "differ in email");
    } finally {
      Sql.run(shop.unified, "UPDATE new.person SET email = 'p' || id || '@x.org'");
    }
  }
}
