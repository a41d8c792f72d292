package dev.crossfade.it.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.engine.reverse.ReverseApplier;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.source.StreamBatch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be brought back is kept, and what stands in the source is never written over. */
class ReverseRefusalsTest {

  private static final Object LEFT = Unavailable.VALUE;
  private static final TableId PERSON = new TableId("new", "person");
  private static final TableId LOG = new TableId("new", "log");
  private static final Map<String, String> FILES =
      Map.of(
          "crossfade.yaml",
          """
          apiVersion: crossfade.dev/v1
          kind: Migration
          name: small
          sources:
            crm: {type: postgresql, url: "${env:X}", user: "${env:X}", password: "${env:X}"}
          target:
            {type: postgresql, url: "${env:Y}", user: "${env:X}", password: "${env:X}", schema: new}
          """,
          "entities/person.yaml",
          """
          apiVersion: crossfade.dev/v1
          kind: Entity
          name: person
          key: [origin, id]
          columns:
            origin: {type: text(9), nullable: false}
            id: {type: int64, nullable: false}
            email: text
            code: text
          from:
            - source: crm
              table: public.people
              map: {origin: "'crm'", id: id, email: email(mail), code: code}
          """,
          "entities/log.yaml",
          """
          apiVersion: crossfade.dev/v1
          kind: Entity
          name: log
          key: none
          columns: {what: text}
          from:
            - {source: crm, table: public.log, map: {what: what}}
          """);

  @TempDir private Path folder;
  private EmbeddedService<DatabaseEndpoint> crm;
  private LegacyDatabase legacy;
  private CompiledMigration migration;
  private ReverseApplier applier;
  private ReverseState state;
  private long position = 10;

  @BeforeEach
  void start() throws SQLException {
    crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    rows(
        "CREATE TABLE people (id bigint PRIMARY KEY, mail text, code text UNIQUE, secret text);"
            + " CREATE TABLE log (what text);"
            + " INSERT INTO people VALUES (1, ' A@X.org', 'a', 's1'), (2, 'b@x.org', 'b', 's2')");
    DatabaseEndpoint at = crm.endpoint();
    SourceSettings settings =
        new SourceSettings(
            SystemType.POSTGRESQL,
            at.host(),
            at.port(),
            at.database(),
            at.user(),
            at.password(),
            "small",
            "crm",
            ZeroDates.REFUSE,
            Tls.UNSAID);
    SpecDocument document = SpecificationLoader.load(FILES, null);
    try (SourceDatabase source = SourceDatabases.open(settings)) {
      migration =
          MappingCompiler.compile(
              document.spec(), Map.of("crm", source.catalog()), document.locations());
    }
    legacy = LegacyDatabases.open(settings);
    legacy.prepare();
    applier = new ReverseApplier(migration, "crm", legacy.openApplier());
    state = applier.own("topic", 0, new Position(1, 9, 0));
  }

  @AfterEach
  void stop() {
    applier.close();
    legacy.close();
    crm.close();
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                crm.endpoint().jdbcUrl(), crm.endpoint().user(), crm.endpoint().password());
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet row = statement.getResultSet()) {
          while (row.next()) {
            rows.add(row.getString(1));
          }
        }
      }
    }
    return rows;
  }

  private List<String> people() throws SQLException {
    return rows("SELECT concat_ws('|', id, mail, code, secret) FROM people ORDER BY id");
  }

  private static Object[] row(Object... values) {
    return values;
  }

  private Change change(TableId table, Op op, Object[] before, Object[] after) {
    return new Change(table, op, before, after, new Position(1, position++, 0));
  }

  private Change insert(Object... row) {
    return change(PERSON, Op.INSERT, null, row);
  }

  private Change update(long from, Object... row) {
    return change(PERSON, Op.UPDATE, row("crm", from, LEFT, LEFT), row);
  }

  private void apply(Change... changes) {
    apply(Extent.WHOLE, new Position(1, position++, 0), changes);
  }

  private void apply(Extent extent, Position end, Change... changes) {
    SourceTransaction transaction =
        new SourceTransaction(
            "tx", 0, Instant.EPOCH, List.of(changes), null, end, extent, Origin.OTHERS);
    long next = state.nextOffset() + (extent == Extent.PART ? 0 : 1);
    state = applier.apply(state, new StreamBatch(List.of(transaction), next));
  }

  private List<String> codes() {
    return legacy.unrestored(10).stream().map(Unrestored::code).toList();
  }

  @Test
  void strangersInTheSourceAreLeftAlone() throws Exception {
    rows("INSERT INTO people VALUES (5, 'stranger', 'z', 'theirs')");
    apply(insert("crm", 5L, "e@x.org", "e"), insert("crm", 6L, "f@x.org", "f"));
    assertThat(people()).contains("5|stranger|z|theirs", "6|f@x.org|f");
    assertThat(legacy.unrestored(10))
        .singleElement()
        .satisfies(each -> assertThat(each.code()).isEqualTo("CF-5070"))
        .satisfies(each -> assertThat(each.key()).isEqualTo("origin=crm, id=5"));
  }

  @Test
  void rowsTheSourceLostAreKeptUnlessTheyAreWhole() throws Exception {
    rows("DELETE FROM people");
    apply(update(1, "crm", 1L, "a@x.org", LEFT), update(2, "crm", 2L, "b@x.org", "b"));
    assertThat(people()).containsExactly("2|b@x.org|b");
    assertThat(codes()).containsExactly("CF-5071");
  }

  @Test
  void rowsOfNoSourceAndChangesWithoutKeyAreKept() throws Exception {
    apply(
        insert("web", 7L, null, null),
        change(LOG, Op.INSERT, null, row("one")),
        change(LOG, Op.DELETE, row("one"), null));
    assertThat(codes()).containsExactlyInAnyOrder("CF-5072", "CF-5073");
    assertThat(rows("SELECT what FROM log")).containsExactly("one");
  }

  @Test
  void whatTheInverseOrTheSourceRefusesIsKept() throws Exception {
    apply(
        insert("crm", 7L, "Not An Address", null),
        insert("crm", 8L, null, "a"),
        update(2, "crm", 2L, "new@x.org", "b"));
    assertThat(codes()).containsExactlyInAnyOrder("CF-1320", "CF-5006");
    assertThat(people()).containsExactly("1| A@X.org|a|s1", "2|new@x.org|b|s2");
  }

  @Test
  void uniqueValuesMayBeExchangedAndKeysMayMove() throws Exception {
    apply(update(1, "crm", 1L, "a@x.org", "b"), update(2, "crm", 2L, "b@x.org", "a"));
    assertThat(people()).containsExactly("1| A@X.org|b|s1", "2|b@x.org|a|s2");
    apply(update(1, "crm", 9L, "a@x.org", "b"), update(9, "crm", 3L, "c@x.org", "b"));
    assertThat(people()).containsExactly("2|b@x.org|a|s2", "3|c@x.org|b|s1");
    assertThat(codes()).isEmpty();
  }

  @Test
  void partsOfATransactionAreAppliedTogether() throws Exception {
    ReverseState before = state;
    Position end = new Position(1, 500, 0);
    apply(Extent.PART, end, insert("crm", 7L, null, "g"));
    assertThat(state).isEqualTo(before);
    assertThat(people()).hasSize(2);
    apply(Extent.LAST, end, insert("crm", 8L, null, "h"));
    assertThat(people()).hasSize(4);
    assertThat(state.applied()).isEqualTo(end);
  }

  @Test
  void rowsInTheWayOfAPartWaitForTheNext() throws Exception {
    Position end = new Position(1, 500, 0);
    apply(Extent.PART, end, update(1, "crm", 1L, "a@x.org", "b"), insert("crm", 9L, null, "a"));
    apply(Extent.PART, end, update(9, "crm", 9L, "nine@x.org", LEFT), insert("crm", 7L, null, "g"));
    apply(Extent.PART, end, update(2, "crm", 3L, "b@x.org", "b"));
    apply(Extent.LAST, end, update(3, "crm", 3L, "b@x.org", "c"));
    assertThat(people())
        .containsExactly("1| A@X.org|b|s1", "3|b@x.org|c|s2", "7|g", "9|nine@x.org|a");
    assertThat(codes()).isEmpty();
  }

  /** The place of a row that the source lost and that waits is taken by another row meanwhile. */
  @Test
  void whatTheSourceLostIsNeverFilledUpFromAnotherRow() throws Exception {
    rows("ALTER TABLE people ALTER secret SET DEFAULT gen_random_uuid()::text");
    rows("DELETE FROM people WHERE id = 1");
    Position end = new Position(1, 500, 0);
    apply(
        Extent.PART, end, update(1, "crm", 4L, "a@x.org", "b"), insert("crm", 1L, "n@x.org", "n"));
    apply(Extent.LAST, end, update(2, "crm", 2L, "b@x.org", "c"));
    assertThat(rows("SELECT concat_ws('|', id, mail, code) FROM people ORDER BY id"))
        .containsExactly("1|n@x.org|n", "2|b@x.org|c", "4|a@x.org|b");
    assertThat(rows("SELECT DISTINCT secret FROM people")).hasSize(3);
    assertThat(codes()).isEmpty();
  }

  @Test
  void rowsThatNoLaterPartMakesRoomForAreKept() throws Exception {
    Position end = new Position(1, 500, 0);
    apply(Extent.PART, end, insert("crm", 9L, null, "a"), update(1, "crm", 5L, "a@x.org", "b"));
    apply(Extent.LAST, end, insert("crm", 8L, null, "h"));
    assertThat(codes()).containsExactly("CF-5006");
    assertThat(people()).contains("8|h", "9|a");
  }

  @Test
  void nothingIsLeftOfPartsWhoseRestDoesNotCome() throws Exception {
    Position end = new Position(1, 500, 0);
    apply(
        Extent.PART, end, insert("crm", 7L, null, "g"), insert("crm", 8L, "Not An Address", null));
    applier.close();
    applier = new ReverseApplier(migration, "crm", legacy.openApplier());
    state = applier.own("topic", 0, new Position(1, 9, 0));
    assertThat(people()).hasSize(2);
    assertThat(codes()).isEmpty();
    apply(Extent.PART, end, insert("crm", 7L, null, "g"));
    assertThatThrownBy(() -> apply(Extent.LAST, end, change(PERSON, Op.TRUNCATE, null, null)))
        .isInstanceOf(ProblemException.class);
    assertThat(people()).hasSize(2);
    apply(Extent.PART, end, insert("crm", 7L, null, "g"));
    apply(Extent.LAST, end, insert("crm", 8L, null, "h"));
    assertThat(people()).hasSize(4);
  }

  @Test
  void truncateStopsTheWayBack() throws Exception {
    assertThatThrownBy(() -> apply(change(PERSON, Op.TRUNCATE, null, null)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code().text()).isEqualTo("CF-5074"));
    assertThat(people()).hasSize(2);
    apply(insert("crm", 7L, null, "g"));
    assertThat(people()).hasSize(3);
  }
}
