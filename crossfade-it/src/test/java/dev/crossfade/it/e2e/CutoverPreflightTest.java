package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.change.Position;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Whether clients of a running migration can be moved is told from what is, item by item. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CutoverPreflightTest {

  private static final String SHADOW =
      """
      apiVersion: crossfade.dev/v1
      kind: Shadow
      queries:
        - name: people
          source: crm
          legacy: select id, name from public.contact
          target: select id, name from unified.contact
          key: [id]
          slower: 1000
      """;

  @TempDir private static Path folder;
  private static MovableShop shop;

  @BeforeAll
  static void live() throws Exception {
    shop =
        new MovableShop(
            folder, "maxTransactionSeconds: 1", "maxLagMillis: 10000", "rehearsalDays: 0");
    shop.live();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  private static JsonNode preflight(int exit) {
    Crossfade.Result result = shop.now("cutover", "preflight", "-o", "json");
    assertThat(result.exit()).as(result.err() + result.out()).isEqualTo(exit);
    return result.json();
  }

  private static List<String> hindrances(JsonNode preflight) {
    List<String> names = new ArrayList<>();
    preflight.path("hindrances").forEach(each -> names.add(each.asText()));
    return names;
  }

  private static JsonNode item(JsonNode preflight, String name) {
    for (JsonNode each : preflight.path("items")) {
      if (each.path("item").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("nothing about " + name + " in " + preflight);
  }

  private static Connection open(DatabaseEndpoint at) throws Exception {
    return DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
  }

  @Test
  @Order(1)
  void withoutAKeyNobodyGoes() {
    String nowhere = "--route-key=" + folder.resolve("nowhere");
    Crossfade.Result preflight = shop.now("cutover", "preflight", nowhere, "-o", "json");

    assertThat(preflight.exit()).isEqualTo(4);
    assertThat(hindrances(preflight.json())).containsExactly("key");
    assertThat(preflight.json().path("go").asBoolean()).isFalse();
    assertThat(shop.now("cutover", "execute", nowhere, "--yes").err())
        .contains("CF-6090")
        .contains("key");
  }

  @Test
  @Order(2)
  void everyItemIsLookedAtAndPasses() {
    JsonNode preflight = preflight(0);

    assertThat(hindrances(preflight)).isEmpty();
    for (String name :
        List.of(
            "phase",
            "owner",
            "gateways",
            "clocks",
            "entities",
            "specification",
            "verification contact",
            "verification click",
            "checks",
            "drift",
            "troubles",
            "quarantine",
            "reversibility",
            "sign-offs",
            "fence target",
            "keys target",
            "pause")) {
      assertThat(item(preflight, name).path("state").asText()).as(name).isEqualTo("pass");
    }
    assertThat(preflight.at("/pause/millis").asLong()).isBetween(1L, 5_000L);
  }

  /** Somebody wrote past a fence, and clients had been moved back since. */
  @Test
  @Order(3)
  void whatPassedAFenceIsSeenToBeforeAnybodyGoes() throws Exception {
    Rows.execute(
        shop.target.endpoint(),
        "update unified.contact set name = 'of old' where id = 7",
        "insert into crossfade.stray_write (migration, source, entity, op, row_key, log_position)"
            + " select migration, source, 'contact', 'UPDATE', 'id=7', '"
            + new Position(1, 1, 1).encoded()
            + "' from crossfade.applied_position where source like 'crm%'");

    assertThat(hindrances(preflight(4))).contains("strays");
    String id =
        shop.now("conflicts", "list", "-o", "json").ok().json().at("/conflicts/0/id").asText();
    String[] settle = {"conflicts", "settle", "--id=" + id, "--reason=seen", "--apply"};
    assertThat(shop.now("conflicts", "settle", "--id=" + id, "--reason=x", "--dry-run").out())
        .contains("would be");
    assertThat(hindrances(preflight(4))).contains("strays");
    shop.now(settle).ok();
    await("repair")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Rows.text(shop.target.endpoint(), "select name from unified.contact where id = 7")
                    .equals("n7"));
    assertThat(shop.now("conflicts", "list").ok().out()).contains("Nothing");
    assertThat(shop.now(settle).exit()).isNotZero();
    assertThat(hindrances(preflight(0))).isEmpty();
    assertThat(
            Rows.text(
                shop.target.endpoint(),
                "select string_agg(kind || ' ' || reason, ', ' order by id) from crossfade.act"))
        .isEqualTo("REPAIR seen, SETTLE seen");
  }

  @Test
  @Order(4)
  void whatIsOpenForLongIsNamedAndGoesByItself() throws Exception {
    try (Connection writer = open(shop.crm.endpoint());
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("set application_name = 'crossfade-kit'");
      statement.execute("update contact set name = 'open' where id = 1");
      Thread.sleep(1_200);

      JsonNode preflight = preflight(4);

      assertThat(hindrances(preflight)).anyMatch(name -> name.startsWith("transactions "));
      assertThat(shop.now("cutover", "execute", "--yes").exit()).isEqualTo(4);
      writer.rollback();
    }
    assertThat(hindrances(preflight(0))).isEmpty();
  }

  @Test
  @Order(5)
  void keysAndConstraintsOfTheNewSideAreLookedAt() throws Exception {
    Rows.execute(
        shop.target.endpoint(),
        "create sequence unified.few maxvalue 400",
        "alter table unified.contact alter column id set default nextval('unified.few')");

    JsonNode preflight = preflight(4);

    assertThat(hindrances(preflight)).contains("keys target");
    assertThat(item(preflight, "keys target").path("why").asText()).contains("CF-2070");
    Rows.execute(shop.target.endpoint(), "alter sequence unified.few maxvalue 4000");
    assertThat(item(preflight(0), "keys target").path("value").asText()).startsWith("1 to be set");
    assertThat(shop.now("cutover", "plan").ok().out())
        .contains("C7", "unified.few of unified.contact.id from 1 to 501")
        .contains("C10", "come through no gateway", "nothing was changed");
    assertThat(Rows.number(shop.target.endpoint(), "select last_value from unified.few"))
        .isEqualTo(1);
    Rows.execute(
        shop.target.endpoint(), "alter table unified.contact alter column id drop default");
  }

  @Test
  @Order(6)
  void rowsThatDifferOrAreOldKeepItFromGoing() throws Exception {
    Rows.execute(shop.target.endpoint(), "update unified.contact set name = 'rogue' where id = 7");
    assertThat(shop.now("verify").exit()).isEqualTo(3);

    JsonNode preflight = preflight(4);

    assertThat(hindrances(preflight)).contains("verification contact");
    Rows.execute(shop.crm.endpoint(), "update contact set name = 'healed' where id = 7");
    await().atMost(Duration.ofSeconds(30)).until(() -> shop.now("verify").exit() == 0);
  }

  @Test
  @Order(7)
  void aShadowThatIsDeclaredHasToHaveMatched() throws Exception {
    Path shadow = Files.createDirectories(Path.of(shop.specification(), "shadow"));
    Files.writeString(shadow.resolve("people.yaml"), SHADOW);

    JsonNode preflight = preflight(4);

    assertThat(hindrances(preflight)).containsExactly("shadow");
    assertThat(item(preflight, "shadow").path("state").asText()).isEqualTo("unknown");
    assertThat(item(preflight, "shadow").path("why").asText()).contains("people was never asked");
    assertThat(shop.now("cutover", "execute", "--yes").err()).contains("CF-6090", "shadow");
    shop.now("shadow", "run").ok();
    assertThat(item(preflight(0), "shadow").path("state").asText()).isEqualTo("pass");
  }

  @Test
  @Order(8)
  void nothingIsDoneThatNobodyConfirmed() {
    Crossfade.Result result = shop.now("cutover", "execute");

    assertThat(result.exit()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains("CF-6091");
    assertThat(shop.now("cutover", "execute", "--dry-run").ok().out()).contains("C4", "C8");
    assertThat(status().path("phase").asText()).isEqualTo("LIVE");
  }

  @Test
  @Order(9)
  void whereNobodyWasMovedNothingCanBeTakenBackOrCertified() {
    assertThat(shop.now("cutover", "abort").err()).contains("CF-6093");
    assertThat(shop.now("rollback", "abort").err()).contains("CF-6093");
    Crossfade.Result back = shop.now("rollback", "execute", "--yes");
    assertThat(back.exit()).isEqualTo(4);
    assertThat(back.err()).contains("CF-5051", "no list is made");
    Crossfade.Result none =
        shop.now("cutover", "certificate", "-o", folder.resolve("none").toString());
    assertThat(none.exit()).isEqualTo(6);
    assertThat(none.err()).contains("CF-6096");
  }

  /** The way back cannot be armed while a transaction is open that began before. */
  @Test
  @Order(10)
  void whatIsUnderWayIsTakenBackAndNobodyWasMoved() throws Exception {
    CompletableFuture<Crossfade.Result> moving;
    CompletableFuture<Crossfade.Result> taking;
    try (Connection open = open(shop.target.endpoint());
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("set application_name = 'crossfade-kit'");
      statement.execute("select pg_current_xact_id()");
      long before = status().path("epoch").asLong();
      moving = CompletableFuture.supplyAsync(() -> shop.now("cutover", "execute", "--yes"));
      await("it is under way")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> underWay(moving));
      taking = CompletableFuture.supplyAsync(() -> shop.now("cutover", "abort", "-o", "json"));
      await("it is to be taken back")
          .atMost(Duration.ofSeconds(60))
          .until(() -> status().path("epoch").asLong() > before);
      assertThat(moving.isDone()).isFalse();
      open.rollback();
    }

    JsonNode aborted = taking.join().ok().json();
    assertThat(aborted.path("summary").asText())
        .contains("taken back by epoch " + aborted.path("epoch").asLong());
    assertThat(aborted.path("epoch").asLong()).isPositive();
    assertThat(aborted.path("writes").asText()).isEqualTo("legacy");

    Crossfade.Result end = moving.join();
    assertThat(end.exit()).as(end.err() + end.out()).isEqualTo(4);
    assertThat(end.out()).contains("are where they were");
    JsonNode status = status();
    assertThat(status.path("writes").asText()).isEqualTo("legacy");
    assertThat(status.path("phase").asText()).isEqualTo("LIVE");
    assertThat(status.path("held").asBoolean()).isFalse();
    for (String database : List.of("crm", "ads")) {
      assertThat(status.at("/fences/" + database + "/standing").asText()).isEqualTo("OPEN");
    }
    Rows.execute(shop.crm.endpoint(), "update contact set name = 'on' where id = 8");
  }

  private static JsonNode status() {
    return shop.now("cutover", "status", "-o", "json").ok().json();
  }

  private static boolean underWay(CompletableFuture<Crossfade.Result> moving) {
    if (moving.isDone()) {
      throw new AssertionError("it ended: " + moving.join().out() + moving.join().err());
    }
    return status().path("phase").asText().equals("CUTOVER");
  }

  @Test
  @Order(11)
  void clientsAreMovedAndBackAndWhatItRestedOnIsCertified() throws Exception {
    Crossfade.Result moved = shop.now("cutover", "execute", "--yes");

    assertThat(moved.exit()).as(moved.err() + moved.out() + shop.output()).isZero();
    JsonNode status = status();
    assertThat(status.path("phase").asText()).isEqualTo("WINDOW");
    assertThat(status.path("writes").asText()).isEqualTo("new");
    assertThat(status.path("direction").asText()).isEqualTo("return");
    assertThat(shop.now("cutover", "abort").err()).contains("CF-6094");
    assertThat(moved.err()).contains("certificate: ");
    certified();
    Rows.execute(shop.target.endpoint(), "update unified.contact set name = 'moved' where id = 9");
    await("the way back")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Rows.text(shop.crm.endpoint(), "select name from contact where id = 9")
                    .equals("moved"));
    await("go")
        .atMost(Duration.ofSeconds(60))
        .until(() -> shop.now("rollback", "preflight").exit() == 0);

    String nowhere = "--route-key=" + folder.resolve("nowhere");
    assertThat(shop.now("rollback", "preflight", nowhere).exit()).isEqualTo(4);

    Crossfade.Result back = shop.now("rollback", "execute", nowhere, "--yes");

    assertThat(back.exit()).as(back.err() + back.out() + shop.output()).isZero();
    assertThat(status().path("writes").asText()).isEqualTo("legacy");
    assertThat(shop.now("rollback", "abort").err()).contains("CF-6094");
  }

  private static void certified() throws Exception {
    Path file = folder.resolve("cutover.cert");
    shop.now("cutover", "certificate", "-o", file.toString()).ok();
    String key =
        Files.readAllLines(Path.of(shop.specification(), ".crossfade", "audit", "key")).get(0);
    Crossfade.Result verified = verify(file, key);
    assertThat(verified.ok().out())
        .contains("INTACT", "clients moved to the new stack", "contact EQUAL", "audit log of");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(verify(file, key).exit()).isEqualTo(3);
  }

  private static Crossfade.Result verify(Path file, String key) {
    return Crossfade.now(Map.of(), "cutover", "verify", file.toString(), "--key", key);
  }

  /** Only who asks for it loses what rows say about where they are from. */
  @Test
  @Order(99)
  void whatACompletedMigrationLeavesIsRemovedOnDemand() throws Exception {
    String columns =
        "select count(*) from information_schema.columns where column_name like '\\_cf\\_%'"
            + " and table_schema = 'unified'";
    assertThat(shop.now("retire", "--reason=early", "--yes").exit()).isNotZero();
    shop.now("complete", "--yes").ok();
    Crossfade.Result dry = shop.now("retire", "--reason=done", "--dry-run").ok();
    assertThat(dry.out()).contains("_cf_load").contains("_cf_position").contains("would");
    assertThat(Rows.number(shop.target.endpoint(), columns)).isEqualTo(4);
    shop.now("retire", "--reason=done", "--yes").ok();
    assertThat(Rows.number(shop.target.endpoint(), columns)).isZero();
    assertThat(shop.now("retire", "--reason=done", "--yes").ok().out()).contains("Nothing");
    assertThat(Rows.number(shop.target.endpoint(), "select count(*) from unified.contact"))
        .isPositive();
    sourcesAreAsIfNothingHadBeenThere();
  }

  private static void sourcesAreAsIfNothingHadBeenThere() throws Exception {
    Crossfade.Result dry = shop.now("retire", "--reason=done", "--sources", "--dry-run").ok();
    assertThat(dry.out()).contains("in crm: forget the fence", "in ads: forget the fence", "would");
    assertThat(shop.ours()).isPositive();
    shop.now("retire", "--reason=done", "--sources", "--yes").ok();
    assertThat(shop.ours()).isZero();
    assertThat(shop.now("retire", "--reason=done", "--sources", "--yes").ok().out())
        .contains("Nothing");
  }
}
