package dev.crossfade.it.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMySql;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.it.e2e.Crossfade;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every type of a real MySQL through init, plan, history and stream, with the privileges of the
 * handbook and no more, under load, and with Kafka Connect killed once.
 */
@Tag("mysql")
class MySqlTest {

  private static final String USER = "mover";
  private static final String PASSWORD = "s3cret pass'word";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private @Nullable Crossfade run;
  private @Nullable EmbeddedService<DatabaseEndpoint> mySql;
  private @Nullable EmbeddedService<DatabaseEndpoint> target;

  @ParameterizedTest
  @ValueSource(strings = {"ON", "OFF"})
  void everythingArrivesWithAndWithoutGlobalTransactionIds(String gtid) throws Exception {
    start(gtid);
    history();
    init();
    halfRowsInTheLogAreRefused();
    run = Crossfade.start(folder.resolve("run.txt"), environment(), "run", specification());
    Stages stages = new Stages(run, environment(), specification());
    try (Load load = Load.start(this::session);
        Connection goal = goal()) {
      stages.atTheSeam(goal, () -> everywhere(Family::seam, KeyFamily::seam));
      killConnect();
      everywhere(Family::stream, KeyFamily::stream);
      append();
      assertThat(load.written()).isPositive();
    }
    stages.passed();
    everyRowIsThere(stages);
    run.stop();
    Crossfade.Result again =
        Crossfade.now(environment(), "run", "--until", "verified", specification()).ok();
    assertThat(again.out() + again.err()).contains("EQUAL");
  }

  private void start(String gtid) {
    DatabaseOptions options =
        DatabaseOptions.database("types")
            .setting("gtid-mode", gtid)
            .setting("enforce-gtid-consistency", gtid)
            .setting("default-time-zone", "+05:30");
    mySql = EmbeddedMySql.start(folder.resolve("mysql"), options);
    target = EmbeddedPostgres.start(folder.resolve("target"), DatabaseOptions.database("goal"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (run != null && run.alive()) {
      run.stop();
    }
    if (target != null) {
      target.close();
    }
    if (mySql != null) {
      mySql.close();
    }
  }

  private void history() throws SQLException {
    try (Connection session = session()) {
      for (Family family : MySqlTypes.FAMILIES) {
        Systems.run(session, family.create());
        Systems.run(session, family.history());
      }
      for (KeyFamily family : MariaDbKeys.MYSQL) {
        Systems.run(session, family.create());
        Systems.run(session, family.history());
      }
      Systems.run(session, TypesTest.refused(MySqlTypes.REFUSED));
      Systems.run(session, MySqlTypes.OTHERS);
      Systems.run(session, Load.TABLE);
      Systems.run(session, MySqlTypes.role(USER, PASSWORD.replace("'", "''")));
    }
  }

  private void init() {
    Crossfade.Result init =
        Crossfade.now(
                environment(),
                "init",
                "--source=mysql://127.0.0.1:" + mySql.endpoint().port() + "/types",
                "--target=postgresql://127.0.0.1:" + target.endpoint().port() + "/goal",
                "--schema=unified",
                specification())
            .ok();
    for (int i = 0; i < MySqlTypes.REFUSED.size(); i++) {
      assertThat(init.out()).contains("r" + i + " " + MySqlTypes.REFUSED.get(i));
    }
  }

  private void halfRowsInTheLogAreRefused() throws SQLException {
    try (Connection session = session()) {
      Systems.run(session, List.of("set global binlog_row_image = minimal"));
      Crossfade.Result refused = Crossfade.now(environment(), "plan", specification());
      assertThat(refused.exit()).isNotZero();
      assertThat(refused.out() + refused.err()).contains("has binlog_row_image = MINIMAL");
      Systems.run(session, List.of("set global binlog_row_image = full"));
    }
    Crossfade.now(environment(), "plan", specification()).ok();
  }

  private void append() throws SQLException {
    try (Connection session = session()) {
      Systems.run(session, MySqlTypes.OTHERS_STREAM);
    }
  }

  /** The worker is a child of the run, which starts it again. */
  private void killConnect() {
    List<ProcessHandle> worker =
        run.descendants()
            .filter(p -> p.info().commandLine().orElse("").contains("BrokerMain"))
            .toList();
    assertThat(worker).isNotEmpty();
    worker.forEach(ProcessHandle::destroyForcibly);
  }

  private void everyRowIsThere(Stages stages) throws SQLException {
    Crossfade.Result verify = Crossfade.now(environment(), "verify", specification(), "-o", "json");
    SoftAssertions all = new SoftAssertions();
    for (Family family : MySqlTypes.FAMILIES) {
      List<Col> columns = new ArrayList<>(family.columns());
      columns.add(0, Col.exact("id", "bigint"));
      columns.add(1, Col.exact("label", "varchar(40)"));
      compare(all, family.table(), columns);
    }
    for (KeyFamily family : MariaDbKeys.MYSQL) {
      compare(all, family.table(), List.of(family.column(), Col.exact("label", "varchar(40)")));
    }
    for (Map.Entry<String, List<Col>> other : MySqlTypes.OTHERS_COLUMNS.entrySet()) {
      compare(all, other.getKey(), other.getValue());
    }
    compare(all, "my_load", Load.COLUMNS);
    all.assertThat(verify.json().at("/verdict").asText())
        .as(verify.exit() + verify.out() + verify.err())
        .isEqualTo("EQUAL");
    JsonNode status = stages.status();
    all.assertThat(status.at("/quarantined").asInt())
        .as(status.at("/quarantine").toPrettyString())
        .isZero();
    all.assertAll();
  }

  private void compare(SoftAssertions all, String table, List<Col> columns) throws SQLException {
    try (Connection source = session();
        Connection goal = goal()) {
      List<String> expected = new Comparison("1970-01-01").mariaDb(source, table, columns);
      List<String> actual = new Comparison(null).postgres(goal, "unified." + table, columns);
      all.assertThat(expected).as(table).isNotEmpty();
      all.assertThat(actual).as(table).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private interface Statements<T> {
    List<String> of(T family);
  }

  private void everywhere(Statements<Family> types, Statements<KeyFamily> keys)
      throws SQLException {
    try (Connection session = session()) {
      session.setAutoCommit(false);
      for (Family family : MySqlTypes.FAMILIES) {
        Systems.run(session, types.of(family));
        session.commit();
      }
      for (KeyFamily family : MariaDbKeys.MYSQL) {
        Systems.run(session, keys.of(family));
        session.commit();
      }
    }
  }

  private Connection session() throws SQLException {
    DatabaseEndpoint e = mySql.endpoint();
    String url = e.jdbcUrl() + "?sslMode=trust";
    Connection connection = DriverManager.getConnection(url, e.user(), e.password());
    Systems.run(
        connection, List.of("set names utf8mb4", "set time_zone = '+00:00', sql_mode = ''"));
    return connection;
  }

  private Connection goal() throws SQLException {
    Connection connection = Systems.connect(target);
    Systems.run(connection, List.of("set timezone = 'UTC'"));
    return connection;
  }

  private Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_USER",
        USER,
        "CROSSFADE_SOURCE_PASSWORD",
        PASSWORD,
        "CROSSFADE_TARGET_USER",
        target.endpoint().user(),
        "CROSSFADE_TARGET_PASSWORD",
        target.endpoint().password(),
        "TZ",
        "America/St_Johns");
  }

  private String specification() {
    return folder.resolve("migration").toString();
  }
}
