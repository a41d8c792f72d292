package dev.crossfade.it.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.it.e2e.Crossfade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every type of both engines through init, plan, history, the seam and the stream, in a worker of
 * another time zone; then production is compared with the source without our verifier.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TypesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  private static Path folder;

  private static Systems systems;
  private static Crossfade run;

  @BeforeAll
  static void history() throws Exception {
    systems = Systems.start(folder);
    try (Connection postgres = systems.postgresSession();
        Connection maria = systems.mariaDbSession("types")) {
      Systems.run(postgres, PostgresTypes.PREPARATION);
      Systems.run(maria, List.of("create database " + Systems.SECOND));
      for (Tortured table : Tortured.ALL) {
        try (Connection session = table.session(systems)) {
          Systems.run(session, table.create());
          Systems.run(session, table.history());
        }
      }
      Systems.run(postgres, refused(PostgresTypes.REFUSED));
      Systems.run(maria, refused(MariaDbTypes.REFUSED));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (run != null && run.alive()) {
      run.stop();
    }
    systems.close();
  }

  @Test
  @Order(1)
  void initWritesASpecificationAndPlanNamesWhatIsNotCarried() throws Exception {
    Crossfade.Result init =
        Crossfade.now(
                java.util.Map.of(),
                "init",
                "--source=" + systems.url("postgresql", systems.postgres, "types"),
                "--source=" + systems.url("mariadb", systems.mariaDb, "types"),
                "--source=" + systems.url("mariadb", systems.mariaDb, Systems.SECOND),
                "--target=" + systems.url("postgresql", systems.target, "goal"),
                "--schema=unified",
                specification())
            .ok();
    for (int i = 0; i < PostgresTypes.REFUSED.size(); i++) {
      assertThat(init.out()).contains("r" + i + " ");
    }
    for (int i = 0; i < MariaDbTypes.REFUSED.size(); i++) {
      assertThat(init.out()).contains("r" + i + " " + MariaDbTypes.REFUSED.get(i));
    }
    aMappingThatReadsARefusedColumnIsRefusedByName();
    decideZeroDates();
    Crossfade.now(systems.environment(), "plan", specification()).ok();
  }

  private static void aMappingThatReadsARefusedColumnIsRefusedByName() throws IOException {
    Path entity = folder.resolve("migration/entities/public_refused.yaml");
    String text = Files.readString(entity);
    Files.writeString(
        entity,
        text.replace("columns:\n", "columns:\n  r4: text\n")
            .replace("map:\n", "map:\n      r4: r4\n"));
    Crossfade.Result plan = Crossfade.now(systems.environment(), "plan", specification());
    assertThat(plan.exit()).isNotZero();
    assertThat(plan.err() + plan.out()).contains("r4");
    Files.writeString(entity, text);
  }

  /** The third source decides otherwise than the scaffold. */
  private static void decideZeroDates() throws IOException {
    Path main = folder.resolve("migration/crossfade.yaml");
    String text = Files.readString(main);
    int last = text.lastIndexOf("zeroDates: epoch");
    Files.writeString(
        main, text.substring(0, last) + "zeroDates: \"null\"" + text.substring(last + 16));
    Path entity = folder.resolve("migration/entities/my_zeros_null.yaml");
    Files.writeString(
        entity,
        Files.readString(entity)
            .replaceAll("(day|wall|moment): \\{type: (\\w+), nullable: false}", "$1: $2"));
  }

  @Test
  @Order(2)
  void historyAndWhatChangesWhileItIsHeld() throws Exception {
    run = Crossfade.start(folder.resolve("run.txt"), systems.environment(), "run", specification());
    try (Connection target = systems.targetSession()) {
      target.setAutoCommit(false);
      holdBackTheRelease(target);
      await("all entities to be held").until(() -> inState("HELD"));
      write(Tortured::seam);
      Instant written = Instant.now();
      await("the seam to be read").until(() -> streamsPassed(written));
    }
    await("all entities to be live").until(() -> inState("LIVE"));
  }

  @Test
  @Order(3)
  void whatChangesAfterwardsArrives() throws Exception {
    write(Tortured::stream);

    Crossfade.Result verify =
        Crossfade.now(systems.environment(), "verify", specification(), "-o", "json");

    SoftAssertions all = new SoftAssertions();
    for (Tortured table : Tortured.ALL) {
      List<String> expected = table.expected(systems);
      all.assertThat(expected).as(table.table()).isNotEmpty();
      List<String> missing = new ArrayList<>(expected);
      List<String> extra = new ArrayList<>(table.actual(systems));
      expected.forEach(extra::remove);
      table.actual(systems).forEach(missing::remove);
      all.assertThat(missing).as("missing in " + table.table()).isEmpty();
      all.assertThat(extra).as("not expected in " + table.table()).isEmpty();
    }
    all.assertThat(verify.json().at("/verdict").asText()).as(verify.out()).isEqualTo("EQUAL");
    JsonNode status = status();
    all.assertThat(status.at("/quarantined").asInt())
        .as(status.at("/quarantine").toPrettyString())
        .isZero();
    all.assertAll();
  }

  /** Publishing locks the release row; applying only shares it. */
  private static void holdBackTheRelease(Connection target) {
    await("the release row")
        .until(
            () -> {
              try (Statement statement = target.createStatement();
                  ResultSet there =
                      statement.executeQuery(
                          "select to_regclass('crossfade.release') is not null")) {
                there.next();
                if (!there.getBoolean(1)) {
                  target.rollback();
                  return false;
                }
              }
              try (Statement statement = target.createStatement();
                  ResultSet row =
                      statement.executeQuery("select number from crossfade.release for share")) {
                if (row.next()) {
                  return true;
                }
                target.rollback();
                return false;
              }
            });
  }

  private static boolean inState(String state) throws Exception {
    try (Connection target = systems.targetSession();
        Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) > 0 and bool_and(state = '"
                    + state
                    + "') from crossfade.entity")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static boolean streamsPassed(Instant moment) {
    JsonNode streams = status().at("/streams");
    for (JsonNode stream : streams) {
      if (Instant.parse(stream.path("appliedAsOf").asText("1970-01-01T00:00:00Z"))
          .isBefore(moment)) {
        return false;
      }
    }
    return !streams.isEmpty();
  }

  private static JsonNode status() {
    return Crossfade.now(systems.environment(), "status", specification(), "-o", "json")
        .ok()
        .json();
  }

  private static void write(Function<Tortured, List<String>> phase) throws SQLException {
    for (Tortured table : Tortured.ALL) {
      try (Connection session = table.session(systems)) {
        session.setAutoCommit(false);
        Systems.run(session, phase.apply(table));
        session.commit();
      }
    }
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .failFast(
            () -> {
              if (!run.alive()) {
                throw new AssertionError("the run ended:\n" + run.output());
              }
            });
  }

  static List<String> refused(List<String> types) {
    List<String> sql = new ArrayList<>();
    StringBuilder body = new StringBuilder("create table " + "refused (id int primary key");
    for (int i = 0; i < types.size(); i++) {
      body.append(", r").append(i).append(' ').append(types.get(i));
    }
    sql.add(body + ")");
    sql.add("insert into refused (id) values (1)");
    return sql;
  }

  private static String specification() {
    return folder.resolve("migration").toString();
  }
}
