package dev.crossfade.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteRecordTest {

  private static final Hold HOLD = new Hold("h-1", Duration.ofSeconds(5));
  private static final RouteRecord RECORD =
      RouteRecord.initial("shop")
          .with(
              Map.of(
                  "orders",
                  RouteState.INITIAL.share(25).held(HOLD),
                  "rest",
                  new RouteState(Side.NEW, 100, null, null)),
              "alice");

  private static NoteSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(NoteKey.of("k", pair.getPublic()), pair.getPrivate());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void its_text_is_this() {
    assertThat(RECORD.text())
        .isEqualTo(
            """
            crossfade.dev/route-record/v1
            {"by":"alice","epoch":1,"group":"shop","routes":{"orders":{"hold":{"id":"h-1","millis":5000},"readsOnNew":25,"writes":"legacy"},"rest":{"readsOnNew":100,"writes":"new"}}}
            """);
    assertThat(RouteRecord.parse(RECORD.text())).isEqualTo(RECORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"by\":\"a\",\"epoch\":1,\"group\":\"g\",\"routes\":{\"r\":{\"readsOnNew\":101,\"writes\":\"new\"}}}",
        "{\"by\":\"a\",\"epoch\":1,\"group\":\"g\",\"routes\":{\"r\":{\"readsOnNew\":1,\"writes\":\"both\"}}}",
        "{\"by\":\"a\",\"epoch\":-1,\"group\":\"g\",\"routes\":{}}",
        "{\"by\":\"a\",\"epoch\":1,\"group\":\"g\",\"routes\":{},\"more\":1}",
        "{\"by\":\"a\",\"epoch\":\"1\",\"group\":\"g\",\"routes\":{}}"
      })
  void anything_else_is_none(String json) {
    assertThatThrownBy(() -> RouteRecord.parse(RouteRecord.HEAD + json + "\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void only_what_a_known_key_signed_for_this_group_is_opened() {
    NoteSigner signer = signer();
    String note = RecordSeal.seal(RECORD, signer);
    List<NoteKey> keys = List.of(signer().key(), signer.key());

    assertThat(RecordSeal.open(note, "shop", keys)).isEqualTo(RECORD);
    assertThatThrownBy(() -> RecordSeal.open(note, "shop", List.of(signer().key())))
        .hasMessageContaining("not signed");
    assertThatThrownBy(() -> RecordSeal.open(note, "other", keys)).hasMessageContaining("shop");
    assertThatThrownBy(
            () -> RecordSeal.open(note.replace("\"epoch\":1", "\"epoch\":2"), "shop", keys))
        .hasMessageContaining("not signed");
  }

  @Test
  void writes_move_only_under_a_young_hold_that_all_have_obeyed() {
    RouteRecord moved = RECORD.with("orders", RECORD.route("orders").writesTo(Side.NEW), "alice");
    GatewaySign obeyed =
        new GatewaySign("a", 1, 1, Duration.ZERO, Duration.ofSeconds(9), List.of());
    GatewaySign behind =
        new GatewaySign("b", 1, 0, Duration.ofSeconds(9), Duration.ofSeconds(9), List.of());
    GatewaySign gone =
        new GatewaySign("c", 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(9), List.of());

    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ofSeconds(3), List.of(obeyed, gone)))
        .isEmpty();
    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ofMillis(3_001), List.of(obeyed)))
        .singleElement()
        .asString()
        .contains("too old");
    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ZERO, List.of(obeyed, behind)))
        .containsExactly("gateway b has obeyed epoch 0, not yet 1");
    RouteRecord rest = RECORD.with("rest", RouteState.INITIAL, "alice");
    assertThat(RouteRules.hindrances(RECORD, rest, Duration.ZERO, List.of()))
        .containsExactly("writes of route rest are not held");
  }

  @Test
  void a_route_is_not_forgotten() {
    RouteRecord less = new RouteRecord("shop", 2, "alice", Map.of("rest", RECORD.route("rest")));

    assertThat(RouteRules.hindrances(RECORD, less, Duration.ZERO, List.of()))
        .containsExactly("route orders would be forgotten");
  }

  @Test
  void a_hold_runs_once_in_a_gateway_whatever_is_told_later() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    HoldBook book = new HoldBook();
    assertThat(book.learn(RECORD, start)).isTrue();
    assertThat(book.left(HOLD, start.plusSeconds(2))).isEqualTo(Duration.ofSeconds(3));

    assertThat(book.learn(RECORD, start.plusSeconds(6))).isFalse();
    assertThat(book.left(HOLD, start.plusSeconds(6))).isZero();
    HoldBook again = new HoldBook(book.begun(), start.plusSeconds(3));
    assertThat(again.left(HOLD, start.plusSeconds(4))).isEqualTo(Duration.ofSeconds(1));
    HoldBook set = new HoldBook(book.begun(), start.minusSeconds(60));
    assertThat(set.left(HOLD, start.minusSeconds(60))).isEqualTo(HOLD.limit());
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api,api",
    "GET,/api/x,api",
    "GET,/apix,rest",
    "POST,/api/x,posts",
    "GET,/,rest",
    "PUT,/api,api"
  })
  void the_longest_prefix_and_the_method_that_is_named_win(
      String method, String path, String route) {
    RouteTable table =
        new RouteTable(
            List.of(
                rule("rest", "/", java.util.Set.of()),
                rule("api", "/api", java.util.Set.of()),
                rule("posts", "/api", java.util.Set.of("POST"))));

    assertThat(table.find(method, path)).extracting(RouteRule::name).isEqualTo(route);
  }

  private static RouteRule rule(String name, String prefix, java.util.Set<String> methods) {
    return new RouteRule(
        name,
        prefix,
        methods,
        java.util.Set.of(),
        List.of(),
        RouteRule.Mirroring.NONE,
        RouteRule.Fallback.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "/..", "/../", "/a/./b", "/a/%2e", "/%2E%2e/x", "/.%2e", "/a\\b"})
  void paths_that_can_be_read_differently_are_known(String path) {
    assertThat(RouteTable.ambiguous(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "//", "/a//b", "/...", "/.a", "/a..b/", "/%2e%2e%2e", "/a%2", "/%2ea"})
  void other_paths_are_fine(String path) {
    assertThat(RouteTable.ambiguous(path)).isFalse();
  }
}
