package dev.crossfade.jdbc.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to write behind rights that were taken really writes, and is named before. */
class PostgresFenceBypassTest {

  private static final Duration LONG = Duration.ofSeconds(9);

  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> service;

  @BeforeAll
  static void start() {
    service = EmbeddedPostgres.start(folder, DatabaseOptions.database("start"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** A way to write the table {@code scratch} without a right on it. */
  private enum Way {
    DELETED_WITH_A_PARENT(
        "CF-2064",
        "a foreign key changes it with public.account, which",
        "app",
        "DELETE FROM account WHERE id = 7",
        "ALTER TABLE scratch OWNER TO administrator",
        "ALTER TABLE scratch ADD account_id bigint REFERENCES account ON DELETE CASCADE",
        "UPDATE scratch SET account_id = 7"),
    CHANGED_WITH_A_PARENT(
        "CF-2064",
        "a foreign key changes it with public.account, which is not in scope, as fencer",
        "app",
        "UPDATE account SET id = 8 WHERE id = 7",
        "ALTER TABLE scratch OWNER TO fencer",
        "ALTER TABLE scratch ADD account_id bigint REFERENCES account ON UPDATE CASCADE",
        "UPDATE scratch SET account_id = 7"),
    CLEARED_WITH_A_PARENT(
        "CF-2064",
        "a foreign key changes it with public.account, which",
        "app",
        "DELETE FROM account WHERE id = 7",
        "ALTER TABLE scratch OWNER TO administrator",
        "ALTER TABLE scratch ADD account_id bigint REFERENCES account ON DELETE SET NULL",
        "UPDATE scratch SET account_id = 7"),
    VIEW(
        "CF-2061",
        "view public.lent would write",
        "app",
        "INSERT INTO lent (id) VALUES (7)",
        "CREATE VIEW lent AS SELECT * FROM scratch",
        "GRANT INSERT ON lent TO app"),
    VIEW_OF_OURS(
        "CF-2061",
        "view public.lent would write",
        "clerk",
        "INSERT INTO lent (id) VALUES (7)",
        "CREATE VIEW lent AS SELECT * FROM scratch",
        "ALTER VIEW lent OWNER TO fencer",
        "GRANT INSERT ON lent TO PUBLIC"),
    VIEW_OVER_A_VIEW(
        "CF-2061",
        "view public.upper would write",
        "app",
        "UPDATE upper SET note = 'behind'",
        "CREATE VIEW lower AS SELECT * FROM scratch",
        "CREATE VIEW upper AS SELECT * FROM lower",
        "GRANT SELECT, UPDATE ON upper TO app"),
    COLUMN_OF_A_VIEW(
        "CF-2061",
        "view public.lent would write",
        "app",
        "INSERT INTO lent (id) VALUES (7)",
        "CREATE VIEW lent AS SELECT * FROM scratch",
        "GRANT INSERT (id) ON lent TO app"),
    RULE_OF_A_TABLE(
        "CF-2061",
        "rule of table public.inbox would write",
        "app",
        "INSERT INTO inbox VALUES (7)",
        "CREATE TABLE inbox (id bigint)",
        "CREATE RULE pass AS ON INSERT TO inbox"
            + " DO ALSO INSERT INTO scratch (id) VALUES (NEW.id)",
        "GRANT INSERT ON inbox TO app"),
    VIEW_OVER_A_TABLE_WITH_A_RULE(
        "CF-2061",
        "view public.upper would write",
        "app",
        "INSERT INTO upper VALUES (7)",
        "CREATE TABLE inbox (id bigint)",
        "CREATE RULE pass AS ON INSERT TO inbox"
            + " DO ALSO INSERT INTO scratch (id) VALUES (NEW.id)",
        "CREATE VIEW upper AS SELECT * FROM inbox",
        "GRANT INSERT ON upper TO app"),
    FUNCTION(
        "CF-2061",
        "function public.lent() would write",
        "app",
        "SELECT lent()",
        "CREATE FUNCTION lent() RETURNS void SECURITY DEFINER LANGUAGE sql"
            + " AS 'DELETE FROM public.scratch'"),
    MEMBER_THAT_INHERITS(
        "CF-2061",
        "climber would write",
        "climber",
        "INSERT INTO scratch (id) VALUES (7)",
        "CREATE ROLE climber LOGIN INHERIT PASSWORD 'for-tests-only'",
        "GRANT fencer TO climber"),
    MEMBER_THAT_BECOMES_US(
        "CF-2061",
        "climber would write",
        "climber",
        "SET ROLE fencer; INSERT INTO scratch (id) VALUES (7)",
        "CREATE ROLE climber LOGIN NOINHERIT PASSWORD 'for-tests-only'",
        "GRANT fencer TO climber"),
    MEMBER_THAT_BECOMES_A_MEMBER(
        "CF-2061",
        "climber would write",
        "climber",
        "SET ROLE crew; INSERT INTO scratch (id) VALUES (7)",
        "CREATE ROLE climber LOGIN NOINHERIT PASSWORD 'for-tests-only'",
        "CREATE ROLE crew INHERIT",
        "GRANT fencer TO crew WITH INHERIT TRUE, SET FALSE",
        "GRANT crew TO climber"),
    MEMBER_THAT_BECOMES_A_SUPERUSER(
        "CF-2061",
        "climber would write",
        "climber",
        "SET ROLE administrator; INSERT INTO scratch (id) VALUES (7)",
        "CREATE ROLE climber LOGIN NOINHERIT PASSWORD 'for-tests-only'",
        "GRANT administrator TO climber"),
    WRITER_OF_EVERYTHING(
        "CF-2061",
        "climber would write",
        "climber",
        "INSERT INTO scratch (id) VALUES (7)",
        "CREATE ROLE climber LOGIN INHERIT PASSWORD 'for-tests-only'",
        "GRANT pg_write_all_data TO climber");

    private final String code;
    private final String words;
    private final String writer;
    private final String deed;
    private final List<String> made;

    Way(String code, String words, String writer, String deed, String... made) {
      this.code = code;
      this.words = words;
      this.writer = writer;
      this.deed = deed;
      this.made = List.of(made);
    }

    boolean isTold(Problem problem) {
      return problem.code().text().equals(code)
          && (problem.what() + " " + problem.why()).contains(words);
    }
  }

  /** Accounts are not in scope; the scratch has a row. */
  private static FencedPostgres database() throws SQLException {
    FencedPostgres database = FencedPostgres.create(service);
    database.execute(
        "CREATE TABLE account (id bigint PRIMARY KEY)",
        "GRANT SELECT, UPDATE, DELETE ON account TO app",
        "INSERT INTO account VALUES (7)",
        "INSERT INTO scratch (id) VALUES (1)");
    return database;
  }

  /** In the schema of the tables; there may be one that is called as the administrator is. */
  private static void administer(FencedPostgres database, String... statements)
      throws SQLException {
    for (String sql : statements) {
      database.execute(
          "SET search_path = public; " + sql.replace("administrator", database.administrator()));
    }
  }

  private static List<String> scratch(FencedPostgres database) throws SQLException {
    return database.lines("SELECT to_jsonb(s)::text FROM scratch s ORDER BY 1");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void a_way_round_it_writes_and_is_named(Way way) throws Exception {
    try (FencedPostgres database = database();
        Fence fence = database.fence()) {
      fence.prepare();
      assertThat(fence.check(LONG)).isEmpty();
      assertThat(fence.raise(1, LONG)).isInstanceOf(FenceOutcome.Raised.class);
      administer(database, way.made.toArray(String[]::new));
      List<String> before = scratch(database);

      List<Problem> named = fence.check(LONG);
      FenceOutcome again = fence.raise(2, LONG);
      database.executeAs(way.writer, way.deed.replace("administrator", database.administrator()));

      assertThat(scratch(database)).as("written behind the fence").isNotEqualTo(before);
      assertThat(named).anyMatch(way::isTold);
      assertThat(again)
          .isInstanceOfSatisfying(
              FenceOutcome.Refused.class,
              refused -> assertThat(refused.why()).anyMatch(way::isTold));
    } finally {
      forget("climber");
      forget("crew");
    }
  }

  private static void forget(String role) throws SQLException {
    try (FencedPostgres database = FencedPostgres.create(service)) {
      database.execute("DROP ROLE IF EXISTS " + role);
    }
  }

  /** What the same means are when they lend no right that is not taken. */
  @Test
  void what_writes_with_rights_that_are_taken_is_no_way_round() throws Exception {
    try (FencedPostgres database = database();
        Fence fence = database.fence()) {
      fence.prepare();
      administer(
          database,
          "ALTER TABLE scratch ADD account_id bigint REFERENCES account ON DELETE CASCADE",
          "UPDATE scratch SET account_id = 7",
          "CREATE VIEW lent AS SELECT * FROM scratch",
          "ALTER VIEW lent OWNER TO owner_a",
          "GRANT INSERT ON lent TO app",
          "CREATE VIEW upper AS SELECT * FROM lent",
          "GRANT INSERT ON upper TO app",
          "CREATE VIEW shown AS SELECT * FROM scratch",
          "GRANT SELECT ON shown TO app",
          "GRANT INSERT ON shown TO fencer");
      assertThat(fence.check(LONG)).isEmpty();
      assertThatCode(() -> database.executeAs("app", "INSERT INTO upper (id) VALUES (2)"))
          .doesNotThrowAnyException();

      assertThat(fence.raise(1, LONG)).isInstanceOf(FenceOutcome.Raised.class);

      assertThatThrownBy(() -> database.executeAs("app", "DELETE FROM account WHERE id = 7"))
          .hasMessageContaining("permission denied for table scratch");
      assertThatThrownBy(() -> database.executeAs("app", "INSERT INTO lent (id) VALUES (3)"))
          .hasMessageContaining("permission denied for table scratch");
      assertThatThrownBy(() -> database.executeAs("app", "INSERT INTO upper (id) VALUES (4)"))
          .hasMessageContaining("permission denied for table scratch");
    }
  }

  @Test
  void a_superuser_who_is_connected_is_named() throws Exception {
    try (FencedPostgres database = database();
        Fence fence = database.fence()) {
      fence.prepare();
      database.execute("CREATE ROLE chief SUPERUSER LOGIN PASSWORD 'for-tests-only'");
      try (Connection session = database.open("chief", FencedServer.SECRET);
          Statement statement = session.createStatement()) {
        assertThat(fence.check(LONG))
            .singleElement()
            .satisfies(each -> assertThat(each.why()).contains("they are superusers"));
        assertThat(fence.raise(1, LONG)).isInstanceOf(FenceOutcome.Refused.class);
        assertThatCode(() -> statement.execute("DELETE FROM scratch")).doesNotThrowAnyException();
      }
    } finally {
      forget("chief");
    }
  }

  @Test
  void rights_that_cannot_be_taken_or_given_back_are_named() throws Exception {
    try (FencedPostgres database = database();
        Fence fence = database.fence()) {
      fence.prepare();
      administer(
          database,
          "CREATE ROLE loner",
          "ALTER TABLE event OWNER TO loner",
          "CREATE ROLE giver",
          "GRANT INSERT ON scratch TO giver WITH GRANT OPTION",
          "SET ROLE giver; GRANT INSERT ON scratch TO reporter; RESET ROLE");

      assertThat(fence.check(LONG))
          .anyMatch(each -> each.why().contains("rights on public.event cannot be taken"))
          .anyMatch(each -> each.why().contains("rights on public.scratch cannot be given back"))
          .allMatch(each -> each.code().text().equals("CF-2060"));
      assertThat(fence.raise(1, LONG)).isInstanceOf(FenceOutcome.Refused.class);
      database.execute("REASSIGN OWNED BY loner TO owner_b", "DROP OWNED BY giver, loner CASCADE");
    } finally {
      forget("loner");
      forget("giver");
    }
  }
}
