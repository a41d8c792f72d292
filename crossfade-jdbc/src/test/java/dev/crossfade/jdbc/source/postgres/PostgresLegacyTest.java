package dev.crossfade.jdbc.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.fault.Proxy;
import dev.crossfade.jdbc.source.SourceProblem;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
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

/** PostgreSQL keeps the contract, and what only it can do. */
class PostgresLegacyTest extends LegacyContract {

  @TempDir static Path folder;
  private static PostgresTestSource database;

  @BeforeAll
  static void start() throws SQLException {
    database = new PostgresTestSource(folder);
    database.execute(
        "CREATE TABLE parent (id bigint PRIMARY KEY)",
        "CREATE TABLE person (id bigint PRIMARY KEY, name varchar(8) NOT NULL DEFAULT 'new',"
            + " email text UNIQUE, note text, parent bigint REFERENCES parent)",
        "CREATE FUNCTION triggered() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN NEW.note := 'triggered'; RETURN NEW; END $$",
        "CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON person FOR EACH ROW"
            + " EXECUTE FUNCTION triggered()",
        "CREATE TABLE odd (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            + " kind text NOT NULL, twice bigint GENERATED ALWAYS AS (id * 2) STORED)",
        "CREATE TABLE parted (id bigint PRIMARY KEY, note text) PARTITION BY RANGE (id)",
        "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (9)",
        "CREATE TABLE far (id bigint NOT NULL, note text) PARTITION BY RANGE (id)",
        "CREATE FOREIGN DATA WRAPPER elsewhere",
        "CREATE SERVER there FOREIGN DATA WRAPPER elsewhere",
        "CREATE FOREIGN TABLE far_1 PARTITION OF far FOR VALUES FROM (0) TO (9) SERVER there",
        "CREATE ROLE plain LOGIN PASSWORD 'plain'");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  private static SourceSettings settings(int port) {
    SourceSettings plain =
        database.settings(database.endpoint().user(), database.endpoint().password());
    return new SourceSettings(
        plain.engine(),
        plain.host(),
        port,
        plain.database(),
        plain.user(),
        plain.password(),
        plain.migration(),
        plain.source(),
        plain.zeroDates(),
        plain.tls());
  }

  @Override
  protected LegacyDatabase open() {
    try {
      database.execute("DROP SCHEMA IF EXISTS crossfade CASCADE", "TRUNCATE person, odd");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return LegacyDatabases.open(settings(database.endpoint().port()));
  }

  @Override
  protected TableSchema table() {
    TableSchema whole = table("person");
    return TableSchema.of(whole.id(), whole.columns().subList(0, 4), whole.key());
  }

  private static TableSchema table(String name) {
    try (SourceDatabase source = database.open()) {
      return PostgresTestSource.table(source, "public", name);
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
        LegacyDatabase remote = LegacyDatabases.open(settings(proxy.port()));
        LegacyApplier applier = remote.openApplier()) {
      ReverseState state = applier.own("topic", 0, Position.START);
      try (LegacySession session = applier.begin(state, moved(state, 1))) {
        session.write(inserts(row(1L, "one", null, null)));
        proxy.cutAtCommit(cut);
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
  void columns_the_source_computes_are_left_to_it() {
    TableSchema odd = table("odd");
    try (LegacyApplier applier = legacy.openApplier()) {
      ReverseState state = applier.own("topic", 0, Position.START);
      apply(
          applier,
          state,
          new LegacyWrite(odd, List.of(), List.of(), List.<Object[]>of(row(7L, "k", 999L))));
    }
    assertThat(texts("SELECT id || kind || twice FROM odd")).containsExactly("7k14");
  }

  @Test
  void the_log_says_that_it_was_us() throws SQLException {
    texts("SELECT pg_create_logical_replication_slot('seen', 'pgoutput')::text");
    try (LegacyApplier applier = legacy.openApplier()) {
      apply(applier, applier.own("topic", 0, Position.START), inserts(row(1L, "one", null, null)));
    }
    database.execute("CREATE PUBLICATION p FOR TABLE person");
    List<String> log =
        texts(
            "SELECT encode(data, 'escape') FROM pg_logical_slot_get_binary_changes('seen', NULL,"
                + " NULL, 'proto_version', '1', 'publication_names', 'p', 'messages', 'true')");
    assertThat(log).anyMatch(each -> each.contains("crossfade") && each.contains("spring-26 back"));
    texts("SELECT pg_drop_replication_slot('seen')::text");
    database.execute("DROP PUBLICATION p");
  }

  @Test
  void what_would_last_is_not_rehearsed_and_triggers_of_parts_stand_in_the_way()
      throws SQLException {
    TableSchema parted = table("parted");
    LegacyTable written = new LegacyTable(parted, List.of());
    try (LegacyApplier applier = legacy.openApplier()) {
      assertThat(applier.rehearse(table("person")).lasting()).isEmpty();
      assertThat(applier.rehearse(parted).lasting()).isEmpty();
      database.execute(
          "CREATE TRIGGER always BEFORE UPDATE ON parted_1 FOR EACH ROW EXECUTE FUNCTION"
              + " triggered()",
          "ALTER TABLE parted_1 ENABLE ALWAYS TRIGGER always");
      assertThat(applier.rehearse(parted).lasting()).contains("always");
      assertThat(legacy.preflight(List.of(written)))
          .extracting(each -> each.code())
          .containsExactly(SourceProblem.TRIGGERS_FIRE);
      database.execute(
          "DROP TRIGGER always ON parted_1",
          "CREATE RULE nothing AS ON UPDATE TO parted DO INSTEAD NOTHING",
          "ALTER TABLE parted ENABLE ALWAYS RULE nothing");
      assertThat(applier.rehearse(parted).lasting()).contains("nothing");
      database.execute("DROP RULE nothing ON parted");
      assertThat(legacy.preflight(List.of(written))).isEmpty();
      assertThat(applier.rehearse(table("far")).lasting()).contains("far_1");
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
                      "SET lock_timeout = '1s'; CREATE TRIGGER late BEFORE UPDATE ON person"
                          + " FOR EACH ROW EXECUTE FUNCTION triggered()"))
          .hasMessageContaining("lock timeout");
      session.close();
    }
  }

  @Test
  void what_stands_in_the_way_is_said_beforehand() throws SQLException {
    LegacyTable person = new LegacyTable(table("person"), List.of("name"));
    LegacyTable odd = new LegacyTable(table("odd"), List.of("kind"));
    assertThat(legacy.preflight(List.of(person))).isEmpty();
    assertThat(legacy.preflight(List.of(odd)))
        .extracting(each -> each.code())
        .containsExactly(SourceProblem.DEFAULT_MISSING);
    database.execute("GRANT SELECT, INSERT ON person TO plain");
    try (LegacyDatabase plain = LegacyDatabases.open(database.settings("plain", "plain"))) {
      assertThat(plain.preflight(List.of(person)))
          .extracting(each -> each.code())
          .containsExactly(SourceProblem.PRIVILEGE_MISSING, SourceProblem.TRIGGERS_FIRE);
      assertThat(plain.preflight(List.of(person)).get(0).why()).contains("UPDATE, DELETE");
    }
  }
}
