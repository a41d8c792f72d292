package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Clients are moved, the way back is kept open for longer, and then there is none any more. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WindowToTheEndTest {

  @TempDir private static Path folder;
  private static MovableShop shop;

  @BeforeAll
  static void live() throws Exception {
    shop = new MovableShop(folder, "maxLagMillis: 10000", "windowHours: 2", "rehearsalDays: 0");
    shop.verifiedEvery(1);
    shop.live();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  private static JsonNode status() {
    return shop.now("cutover", "status", "-o", "json").ok().json();
  }

  @Test
  @Order(1)
  void aWindowIsExtendedOnlyWhileThereIsOne() throws Exception {
    Crossfade.Result early = shop.now("window", "extend", "--hours=3", "--reason=too early");
    assertThat(early.exit()).as(early.out() + early.err()).isNotZero();
    assertThat(shop.now("complete").err()).contains("CF-6091");
    await("go")
        .atMost(Duration.ofSeconds(60))
        .until(() -> shop.now("cutover", "preflight").exit() == 0);
    Crossfade.Result moved = shop.now("cutover", "execute", "--yes");
    assertThat(moved.exit()).as(moved.err() + moved.out() + shop.output()).isZero();
    assertThat(status().path("windowLeftSeconds").asLong()).isBetween(3_600L, 7_200L);

    shop.now("window", "extend", "--hours=3", "--reason=the auditors come on Monday").ok();

    await("it is longer")
        .atMost(Duration.ofSeconds(20))
        .until(() -> status().path("windowLeftSeconds").asLong() > 4 * 3_600);
    assertThat(shop.now("window", "extend", "--hours=0", "--reason=x").exit()).isEqualTo(2);
    assertThat(Rows.number(shop.crm.endpoint(), slots())).isEqualTo(1);
    assertThat(Rows.number(shop.target.endpoint(), slots())).isEqualTo(1);
  }

  private static String slots() {
    return "select count(*) from pg_replication_slots";
  }

  /** Nobody asks for a comparison; what is done to the hot standby is in no log. */
  @Test
  @Order(2)
  void aHotStandbyThatIsNotEqualIsToldThoughNobodyAsks() throws Exception {
    assertThat(status().at("/wayBack/hindrances")).isEmpty();
    behindEverybodysBack("update contact set name = 'drifted' where id = 77");
    await("amber")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> status().at("/wayBack/hindrances").toString().contains("DIFFERENT (1 differ"));
    assertThat(status().at("/wayBack/ready").asBoolean()).isFalse();
    assertThat(shop.now("status").out()).contains("way back: not ready, contact was compared at");

    behindEverybodysBack("update contact set name = 'n77' where id = 77");
    await("green")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> status().at("/wayBack/ready").asBoolean());
  }

  private static void behindEverybodysBack(String statement) throws Exception {
    String publication = Rows.text(shop.crm.endpoint(), "select pubname from pg_publication");
    Rows.execute(
        shop.crm.endpoint(),
        "alter publication " + publication + " drop table contact",
        statement,
        "alter publication " + publication + " add table contact");
  }

  @Test
  @Order(3)
  void whatNobodyWouldCarryOutIsNotAskedFor() throws Exception {
    shop.halt();
    Crossfade.Result back = shop.now("rollback", "execute", "--yes");
    shop.goOn();

    assertThat(back.exit()).as(back.err()).isEqualTo(4);
    assertThat(back.err()).contains("CF-6090", "owner", "crossfade run");
    assertThat(status().path("phase").asText()).isEqualTo("WINDOW");
    assertThat(shop.now("rollback", "abort").err()).contains("CF-6093");
  }

  @Test
  @Order(4)
  void whatWasWrittenLastIsBroughtBackAndThenThereIsNoWayBack() throws Exception {
    Rows.execute(shop.target.endpoint(), "update unified.contact set name = 'last' where id = 3");
    await("the way back")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Rows.text(shop.crm.endpoint(), "select name from contact where id = 3")
                    .equals("last"));

    Crossfade.Result end = shop.now("complete", "--yes");

    assertThat(end.exit()).as(end.err() + end.out() + shop.output()).isZero();
    assertThat(status().path("phase").asText()).isEqualTo("COMPLETED");
    assertThat(Rows.number(shop.crm.endpoint(), slots())).isZero();
    assertThat(Rows.number(shop.target.endpoint(), slots())).isZero();
    for (DatabaseEndpoint database : List.of(shop.crm.endpoint(), shop.target.endpoint())) {
      assertThat(Rows.number(database, "select count(*) from pg_publication")).isZero();
    }
    assertThat(shop.now("rollback", "execute", "--yes").exit()).isNotZero();
    assertThat(shop.now("window", "extend", "--hours=1", "--reason=too late").exit()).isNotZero();
    Rows.execute(shop.target.endpoint(), "update unified.contact set name = 'on' where id = 4");
  }

  @Test
  @Order(5)
  void whatTheCutoverRestedOnIsStillCertified() throws Exception {
    Path file = folder.resolve("late.cert");
    shop.now("cutover", "certificate", "-o", file.toString()).ok();
    String key =
        Files.readAllLines(Path.of(shop.specification(), ".crossfade", "audit", "key")).get(0);

    Crossfade.Result verified =
        Crossfade.now(Map.of(), "cutover", "verify", file.toString(), "--key", key);

    assertThat(verified.ok().out())
        .contains("INTACT", "clients moved to the new stack", "proven at the switch")
        .contains(
            "contact EQUAL",
            "crm stood still at mark",
            "ads stood still at mark",
            "readers on the new stack");
  }
}
