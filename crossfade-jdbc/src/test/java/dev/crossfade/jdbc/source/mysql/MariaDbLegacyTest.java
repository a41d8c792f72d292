package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.fault.Proxy;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.reverse.LegacyWrite;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.testkit.contract.LegacyContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MariaDB keeps the contract, and its own habits do not show. */
class MariaDbLegacyTest extends LegacyContract {

  private static final Object LEFT = Unavailable.VALUE;

  @TempDir static Path folder;
  private static MariaDbTestSource database;

  @BeforeAll
  static void start() throws SQLException {
    database = new MariaDbTestSource(folder);
    database.execute(
        "CREATE TABLE person (id bigint PRIMARY KEY, name varchar(8) NOT NULL DEFAULT 'new',"
            + " email varchar(40) UNIQUE, note text) DEFAULT CHARACTER SET utf8mb4",
        "CREATE TABLE odd (id bigint AUTO_INCREMENT PRIMARY KEY, kind enum('a','b') NOT NULL,"
            + " day date NOT NULL DEFAULT '0000-00-00', n double, raw varbinary(9),"
            + " seen timestamp(6) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6),"
            + " size bigint AS (length(raw)) STORED)",
        "CREATE TABLE noisy (id bigint PRIMARY KEY, kind text NOT NULL)",
        "CREATE TRIGGER noted BEFORE INSERT ON noisy FOR EACH ROW SET NEW.kind = 'triggered'",
        "CREATE TRIGGER crossfade_fence_1_u_a_b BEFORE UPDATE ON noisy FOR EACH ROW"
            + " SET NEW.kind = NEW.kind",
        "CREATE TABLE lasting (id bigint PRIMARY KEY, kind varchar(9)) ENGINE=MyISAM",
        "CREATE USER plain IDENTIFIED BY 'plain'",
        "GRANT SELECT, INSERT ON ads.person TO plain");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  private static LegacyDatabase open(String user, String password, int port) {
    return LegacyDatabases.open(
        new SourceSettings(
            SystemType.MARIADB,
            database.endpoint().host(),
            port,
            MariaDbTestSource.DATABASE,
            user,
            password,
            "spring-26",
            "ads",
            ZeroDates.NULL,
            Tls.UNSAID));
  }

  private static LegacyDatabase through(int port) {
    return open(database.endpoint().user(), database.endpoint().password(), port);
  }

  @Override
  protected LegacyDatabase open() {
    try {
      database.execute(
          "DROP DATABASE IF EXISTS crossfade", "DELETE FROM person", "DELETE FROM odd");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return through(database.endpoint().port());
  }

  @Override
  protected TableSchema table() {
    return table("person");
  }

  private static TableSchema table(String name) {
    try (SourceDatabase source = database.open(ZeroDates.NULL)) {
      return MariaDbTestSource.table(source, name);
    }
  }

  @Override
  protected List<String> rows() {
    return texts(
        "SELECT concat_ws('|', id, name, coalesce(email, 'null'), coalesce(note, 'null'))"
            + " FROM person ORDER BY id");
  }

  private static List<String> texts(String sql) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Proxy.Cut.class)
  void a_lost_commit_is_unknown_and_reading_tells(Proxy.Cut cut) throws Exception {
    try (Proxy proxy = new Proxy(database.endpoint().port());
        LegacyDatabase remote = through(proxy.port());
        LegacyApplier applier = remote.openApplier()) {
      ReverseState state = applier.own("topic", 0, Position.START);
      try (LegacySession session = applier.begin(state, moved(state, 1))) {
        session.write(inserts(row(1L, "one", null, null)));
        proxy.cutAt("COMMIT", cut);
        assertThat(session.commit()).isInstanceOf(Outcome.Unknown.class);
      }
      ReverseState found = applier.resolve();
      boolean happened = cut == Proxy.Cut.ANSWER;
      assertThat(found).isEqualTo(happened ? moved(state, 1) : state);
      assertThat(rows()).hasSize(happened ? 1 : 0);
      apply(applier, found, inserts(row(2L, "two", null, null)));
    }
    assertThat(rows()).hasSize(cut == Proxy.Cut.ANSWER ? 2 : 1);
  }

  @Test
  void zero_is_a_key_and_times_stay_as_they_were() {
    TableSchema odd = table("odd");
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 0, Position.START);
      Object[] zero = row(0L, "b", LEFT, -1.5e300, new byte[] {0, -1, 39}, 1_000_001L, 999L);
      state =
          apply(
              applier, state, new LegacyWrite(odd, List.of(), List.of(), List.<Object[]>of(zero)));
      Object[] changed = row(LEFT, "a", LEFT, null, LEFT, LEFT, LEFT);
      LegacyWrite.Update update = new LegacyWrite.Update(Key.of(0L), changed);
      apply(applier, state, new LegacyWrite(odd, List.of(), List.of(update), List.of()));
    }
    assertThat(
            texts(
                "SELECT concat_ws('|', id, kind, day, n, hex(raw), UNIX_TIMESTAMP(seen), size)"
                    + " FROM odd"))
        .containsExactly("0|a|0000-00-00|00FF27|1.000001|3");
  }

  @Test
  void the_mark_table_says_that_it_was_us() {
    try (LegacyApplier applier = legacy.openApplier()) {
      apply(applier, applier.own("topic", 0, Position.START), inserts(row(1L, "one", null, null)));
    }
    assertThat(texts("SELECT migration FROM crossfade_mark")).contains("spring-26 back");
  }

  @Test
  void what_would_last_or_be_seen_is_not_rehearsed() throws SQLException {
    try (LegacyApplier applier = legacy.openApplier()) {
      assertThat(applier.rehearse(table("lasting")).lasting()).contains("engine");
      assertThat(applier.rehearse(table("noisy")).lasting()).contains("noted");
      database.execute("SET GLOBAL TRANSACTION ISOLATION LEVEL READ UNCOMMITTED");
      assertThat(applier.rehearse(table("person")).lasting()).contains("not committed");
    } finally {
      database.execute("SET GLOBAL TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    }
    try (LegacyDatabase plain = open("plain", "plain", database.endpoint().port());
        LegacyApplier applier = plain.openApplier()) {
      assertThat(applier.rehearse(table("person")).lasting()).contains("right TRIGGER");
      database.execute("GRANT TRIGGER ON ads.person TO plain");
      assertThat(applier.rehearse(table("person")).lasting()).isEmpty();
      database.execute("REVOKE TRIGGER ON ads.person FROM plain");
    }
  }

  @Test
  void no_trigger_comes_while_a_row_is_rehearsed() throws SQLException {
    try (LegacyApplier applier = legacy.openApplier();
        LegacySession session =
            Objects.requireNonNull(applier.rehearse(table("person")).session())) {
      assertThatThrownBy(
              () ->
                  database.execute(
                      "SET STATEMENT lock_wait_timeout = 1 FOR CREATE TRIGGER late BEFORE UPDATE"
                          + " ON person FOR EACH ROW SET NEW.note = 'late'"))
          .hasMessageContaining("Lock wait timeout");
      session.close();
    }
  }

  @Test
  void what_stands_in_the_way_is_said_beforehand() {
    LegacyTable person = new LegacyTable(table("person"), List.of("name"));
    assertThat(legacy.preflight(List.of(person))).isEmpty();
    assertThat(legacy.preflight(List.of(new LegacyTable(table("odd"), List.of("kind", "day")))))
        .extracting(each -> each.code())
        .containsExactly(SourceProblem.DEFAULT_MISSING);
    assertThat(legacy.preflight(List.of(new LegacyTable(table("noisy"), List.of()))))
        .satisfiesExactly(
            each -> {
              assertThat(each.code()).isEqualTo(SourceProblem.TRIGGERS_FIRE);
              assertThat(each.render()).contains("noted").doesNotContain("crossfade_fence");
            });
    try (LegacyDatabase plain = open("plain", "plain", database.endpoint().port())) {
      assertThat(plain.preflight(List.of(person)))
          .extracting(each -> each.code())
          .containsExactly(SourceProblem.PRIVILEGE_MISSING);
      assertThat(plain.preflight(List.of(person)).get(0).why()).contains("UPDATE, DELETE");
    }
  }
}
