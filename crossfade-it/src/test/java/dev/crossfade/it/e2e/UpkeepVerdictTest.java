package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a full pass of PostgreSQL and MariaDB sources, {@code verify --since-last} looks only at
 * keys that were touched, finds what is wrong with them, and says what it did not look at.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpkeepVerdictTest {
  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> crm;
  private static EmbeddedService<DatabaseEndpoint> ads;
  private static EmbeddedService<DatabaseEndpoint> target;
  private static Crossfade run;

  @BeforeAll
  static void live() throws Exception {
    crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    ads = EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
    target = EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"));
    execute(
        crm,
        "create table contact (id int primary key, name text, bio text)",
        "insert into contact select i, 'n' || i, repeat(md5(i::text), 200)"
            + " from generate_series(1, 2000) i",
        "create table price (id numeric primary key, code text)",
        "insert into price select i + 0.5, 'p' || i from generate_series(1, 3000) i",
        "create table visit (at int)",
        "insert into visit select i from generate_series(1, 10) i");
    execute(
        ads,
        "create table click (id bigint unsigned primary key, what varchar(20))",
        "insert into click select seq, concat('c', seq) from seq_1_to_2000");
    Crossfade.now(
            Map.of(),
            "init",
            "--source=" + url("postgresql", crm),
            "--source=" + url("mariadb", ads),
            "--target=" + url("postgresql", target),
            "--schema=unified",
            specification())
        .ok();
    run = Crossfade.start(folder.resolve("run.txt"), environment(), "run", specification());
    await("verdict")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .failFast("the run ended", () -> !run.alive())
        .until(() -> status().contains("verified EQUAL"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (run != null && run.alive()) {
      run.stop();
    }
    crm.close();
    ads.close();
    target.close();
  }

  @Test
  @Order(1)
  void onlyTouchedKeysAreLookedAtAgain() throws Exception {
    JsonNode full = verify(0);
    execute(
        crm,
        "insert into contact values (5000, 'new', 'b')",
        "delete from contact where id = 2",
        "update contact set id = 6000 where id = 3",
        "update contact set name = 'other' where id in (4, 5)",
        "update contact set name = 'again' where id = 4",
        "insert into visit values (11)");
    execute(ads, "update click set what = 'other' where id = 7", "delete from click where id = 8");

    JsonNode upkeep = verify(0, "--since-last");

    upkeepOf(upkeep, "contact", 6);
    upkeepOf(upkeep, "click", 2);
    assertThat(Instant.parse(entity(upkeep, "contact").at("/coverage/fullPass").asText()))
        .isCloseTo(
            Instant.parse(entity(full, "contact").path("startedAt").asText()),
            within(1, ChronoUnit.MILLIS));
    assertThat(entity(upkeep, "visit").at("/coverage/because").asText())
        .isEqualTo("it has no key, and rows were added");
    assertThat(entity(upkeep, "visit").path("rowsCompared").asLong()).isEqualTo(11);
    JsonNode nothing = verify(0, "--since-last");
    upkeepOf(nothing, "contact", 0);
    upkeepOf(nothing, "visit", 0);
    assertThat(status()).contains("for touched keys, all rows ");
  }

  @Test
  @Order(2)
  void corruptionOfATouchedRowIsFound() throws Exception {
    execute(crm, "update contact set name = 'x' where id between 100 and 149");
    execute(ads, "update click set what = 'x' where id between 100 and 149");
    upkeepOf(verify(0, "--since-last"), "contact", 50);
    execute(crm, "update contact set name = 'y' where id between 100 and 149");
    execute(ads, "update click set what = 'y' where id between 100 and 149");
    await("the stream")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                number("select count(*) from unified.contact where name = 'y'") == 50
                    && number("select count(*) from unified.click where what = 'y'") == 50);
    execute(
        target,
        "update unified.contact set bio = 'rogue' where id = 120",
        "delete from unified.click where id = 130");

    JsonNode upkeep = verify(3, "--since-last");

    assertThat(upkeep.path("mismatches").asInt()).isEqualTo(2);
    assertThat(entity(upkeep, "contact").at("/first/0/kind").asText()).isEqualTo("CHANGED");
    assertThat(entity(upkeep, "contact").at("/first/0/key").asText()).isEqualTo("id=120");
    assertThat(entity(upkeep, "contact").at("/first/0/columns/0").asText()).isEqualTo("bio");
    assertThat(entity(upkeep, "click").at("/first/0/kind").asText()).isEqualTo("MISSING");
    execute(crm, "update contact set bio = 'healed' where id = 120");
    execute(ads, "update click set what = 'healed' where id = 130");
    upkeepOf(verify(0, "--since-last"), "click", 50);
  }

  @Test
  @Order(3)
  void corruptionOfAnotherRowIsFoundByAFullPassOnly() throws Exception {
    execute(target, "update unified.contact set name = 'rogue' where id = 1500");

    Crossfade.Result told = command("--since-last").ok();
    assertThat(told.out())
        .contains("0 touched keys, full pass ")
        .contains("All others are as of the full pass");
    assertThat(entity(verify(3), "contact").at("/first/0/key").asText()).isEqualTo("id=1500");
    JsonNode after = verify(3, "--since-last");
    assertThat(entity(after, "contact").at("/coverage/because").asText())
        .isEqualTo("its last full pass was DIFFERENT");
    execute(crm, "update contact set name = 'healed' where id = 1500");
    verify(0);
  }

  @Test
  @Order(4)
  void anotherMappingNeedsAFullPass() throws Exception {
    Path contact = Path.of(specification(), "entities", "contact.yaml");
    String before = Files.readString(contact);
    Files.writeString(contact, before + "\nchecks:\n  - name: known\n    expression: \"id > 0\"\n");
    try {
      JsonNode verify = verify(0, "--since-last");
      assertThat(entity(verify, "contact").at("/coverage/because").asText())
          .isEqualTo("its mapping is another one than at its last verdict");
      upkeepOf(verify, "click", 0);
    } finally {
      Files.writeString(contact, before);
    }
  }

  @Test
  @Order(5)
  void aTruncatedTableNeedsAFullPass() throws Exception {
    verify(0);
    execute(ads, "truncate table click", "insert into click values (1, 'first')");

    JsonNode verify = verify(0, "--since-last");

    assertThat(entity(verify, "click").at("/coverage/because").asText())
        .isEqualTo("all rows of ads.click were truncated");
    upkeepOf(verify, "contact", 0);
  }

  @Test
  @Order(6)
  void aRowInTwoSpellingsOfItsKeyIsOneRow() throws Exception {
    execute(crm, "update price set id = id + 0.00");

    upkeepOf(verify(0, "--since-last"), "price", 3000);
  }

  @Test
  @Order(7)
  void changesWhileNobodyFollowedAreTouchedToo() throws Exception {
    assertThat(run.stop()).isNotNegative();
    execute(crm, "update contact set name = 'late' where id in (10, 11, 12)");

    upkeepOf(verify(0, "--since-last"), "contact", 3);
  }

  private static void upkeepOf(JsonNode verify, String entity, long touched) {
    JsonNode verdict = entity(verify, entity);
    assertThat(verdict.path("verdict").asText()).isEqualTo("EQUAL");
    assertThat(verdict.at("/coverage/kind").asText()).as("%s", verdict).isEqualTo("upkeep");
    assertThat(verdict.at("/coverage/touchedKeys").asLong()).isEqualTo(touched);
    assertThat(verdict.path("rowsCompared").asLong()).isEqualTo(touched);
  }

  private static String status() {
    return Crossfade.now(environment(), "status", specification(), "-o", "json")
        .ok()
        .json()
        .at("/summary")
        .asText();
  }

  private static JsonNode verify(int exit, String... more) {
    String[] arguments =
        Stream.concat(Stream.of("-o", "json"), Stream.of(more)).toArray(String[]::new);
    Crossfade.Result verify = command(arguments);
    assertThat(verify.exit()).as(verify.err() + verify.out()).isEqualTo(exit);
    return verify.json();
  }

  private static Crossfade.Result command(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "verify";
    arguments[1] = specification();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Crossfade.now(environment(), arguments);
  }

  private static JsonNode entity(JsonNode verify, String name) {
    for (JsonNode each : verify.path("entities")) {
      if (each.path("entity").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no verdict about " + name);
  }

  private static String specification() {
    return folder.resolve("spec").toString();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_1_PASSWORD", crm.endpoint().password(),
        "CROSSFADE_SOURCE_2_PASSWORD", ads.endpoint().password(),
        "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
  }

  private static String url(String type, EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return "%s://%s:%s@%s:%d/%s"
        .formatted(
            type,
            endpoint.user(),
            endpoint.password(),
            endpoint.host(),
            endpoint.port(),
            endpoint.database());
  }

  private static void execute(EmbeddedService<DatabaseEndpoint> service, String... statements)
      throws Exception {
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static long number(String query) throws Exception {
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Connection connect(EmbeddedService<DatabaseEndpoint> service) throws Exception {
    DatabaseEndpoint endpoint = service.endpoint();
    return DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }
}
