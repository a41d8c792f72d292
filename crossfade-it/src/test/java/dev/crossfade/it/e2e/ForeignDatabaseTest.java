package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Databases nobody prepared: init and run, unchanged, then corruption that verify must find. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ForeignDatabaseTest {
  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> shop;
  private static EmbeddedService<DatabaseEndpoint> ads;
  private static EmbeddedService<DatabaseEndpoint> target;
  private static Crossfade run;

  @BeforeAll
  static void twoForeignDatabases() throws Exception {
    shop = EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
    ads = EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
    target = EmbeddedPostgres.start(folder.resolve("target"), DatabaseOptions.database("goal"));
    execute(
        shop.endpoint(),
        """
        create type mood as enum ('sad', 'happy');
        create table "Customer" (id serial primary key, name varchar(40) not null, "lead score" numeric(8,2),
          mood mood, tags text[], extra jsonb, photo bytea, seen timestamptz, ref uuid,
          upper_name text generated always as (upper(name)) stored);
        insert into "Customer" (name, "lead score", mood, tags, extra, photo, seen, ref)
          select 'n' || i, i * 0.25, (case when i % 2 = 0 then 'sad' else 'happy' end)::mood,
            array['a', null, 'b' || i], jsonb_build_object('i', i), decode(md5(i::text), 'hex'),
            'infinity', md5(i::text)::uuid from generate_series(1, 5000) i;
        create table log_line (at timestamptz default now(), line text);
        insert into log_line (line) select 'line ' || (i % 50) from generate_series(1, 1000) i;
        create table place (id int primary key, spot point, label text);
        insert into place values (1, '(1,2)', 'here');
        """);
    execute(
        ads.endpoint(),
        """
        create table campaign (id bigint unsigned primary key, name varchar(50) character set latin1,
          active tinyint(1) not null, budget decimal(12,2), started date, kind enum('search', 'video'));
        insert into campaign select 18446744073709551000 + seq, concat('Käse ', seq), seq % 2, seq / 3,
          '2026-01-01' + interval seq day, if(seq % 2, 'search', 'video') from seq_1_to_500;
        """);
  }

  @AfterAll
  static void stop() throws Exception {
    if (run != null && run.alive()) {
      run.stop();
    }
    shop.close();
    ads.close();
    target.close();
  }

  @Test
  @Order(1)
  void initWritesAFolderThatRunsAtOnceAndHoldsNoPassword() throws Exception {
    Crossfade.now(
            Map.of(),
            "init",
            "--source=" + url("postgresql", shop.endpoint()),
            "--source=" + url("mariadb", ads.endpoint()),
            "--target=" + url("postgresql", target.endpoint()),
            "--schema=unified",
            specification())
        .ok();

    assertThat(everythingIn(Path.of(specification())))
        .doesNotContain(shop.endpoint().password())
        .doesNotContain(ads.endpoint().password())
        .doesNotContain(target.endpoint().password());
  }

  @Test
  @Order(2)
  void theRunPublishesAndVerifies() throws Exception {
    run = Crossfade.start(folder.resolve("run.txt"), environment(), "run", specification());

    await("verdict")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .failFast("the run ended", () -> !run.alive())
        .until(() -> status().at("/summary").asText().contains("verified EQUAL"));
    assertThat(status().at("/quarantined").asLong()).isZero();
    assertThat(compared(status())).isEqualTo(5000 + 1000 + 1 + 500);
  }

  @Test
  @Order(3)
  void everyKindOfCorruptionIsFound() throws Exception {
    execute(
        target.endpoint(),
        """
        delete from unified."Customer" where id = 7;
        insert into unified."Customer" select * from jsonb_populate_record(
          (select c from unified."Customer" c where id = 8), '{"id": 999999}');
        update unified."Customer" set "lead score" = "lead score" + 0.01 where id = 9;
        update unified."Customer" a set name = b.name from unified."Customer" b
          where (a.id = 10 and b.id = 11) or (a.id = 11 and b.id = 10);
        delete from unified.log_line where ctid = (select min(ctid) from unified.log_line);
        update unified.campaign set name = 'K?se 5' where name = 'Käse 5';
        update unified.place set label = 'earlier' where id = 1;
        """);

    Crossfade.Result verify = Crossfade.now(environment(), "verify", specification(), "-o", "json");

    assertThat(verify.exit()).as(verify.err()).isEqualTo(3);
    assertThat(verify.json().at("/verdict").asText()).isEqualTo("DIFFERENT");
    assertThat(found(verify.json(), "Customer"))
        .containsExactlyInAnyOrder(
            "MISSING id=7", "EXTRA id=999999", "CHANGED id=9", "CHANGED id=10", "CHANGED id=11");
    assertThat(found(verify.json(), "place")).containsExactly("CHANGED id=1");
    assertThat(found(verify.json(), "campaign")).hasSize(1).allMatch(f -> f.startsWith("CHANGED"));
    assertThat(found(verify.json(), "log_line")).hasSize(1);
  }

  @Test
  @Order(4)
  void aStoppedRunResumesAndSaysThatItIsNotEqual() throws Exception {
    assertThat(run.stop()).isIn(130, 143);
    Path report = folder.resolve("report.json");

    Crossfade.Result again =
        Crossfade.now(
            environment(), "run", specification(), "--until=verified", "--report=" + report);

    assertThat(again.exit()).as(again.err()).isEqualTo(3);
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/proven").asBoolean()).isFalse();
    assertThat(json.at("/verify/verdict").asText()).isEqualTo("DIFFERENT");
    assertThat(json.at("/reasons/0").asText()).contains("DIFFERENT");
  }

  private static JsonNode status() {
    return Crossfade.now(environment(), "status", specification(), "-o", "json").ok().json();
  }

  private static long compared(JsonNode status) {
    long rows = 0;
    for (JsonNode entity : status.path("entities")) {
      rows += entity.at("/verdict/rowsCompared").asLong();
    }
    return rows;
  }

  private static List<String> found(JsonNode verify, String entity) {
    List<String> found = new java.util.ArrayList<>();
    for (JsonNode each : verify.path("entities")) {
      if (each.path("entity").asText().equals(entity)) {
        each.path("first")
            .forEach(m -> found.add(m.path("kind").asText() + " " + m.path("key").asText()));
      }
    }
    return found;
  }

  private static String specification() {
    return folder.resolve("my-shop").toString();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "CROSSFADE_SOURCE_1_PASSWORD", shop.endpoint().password(),
        "CROSSFADE_SOURCE_2_PASSWORD", ads.endpoint().password(),
        "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
  }

  private static String url(String type, DatabaseEndpoint endpoint) {
    return type
        + "://"
        + endpoint.user()
        + ":"
        + endpoint.password()
        + "@"
        + endpoint.host()
        + ":"
        + endpoint.port()
        + "/"
        + endpoint.database();
  }

  private static String everythingIn(Path top) throws Exception {
    StringBuilder text = new StringBuilder();
    try (var files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static void execute(DatabaseEndpoint endpoint, String script) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      for (String sql : script.split(";\\s*\\n")) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }
}
