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

  private static final Hold HOLD = new Hold("h-1@1", Duration.ofSeconds(5));
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
            {"by":"alice","epoch":1,"group":"shop","routes":{"orders":{"hold":{"id":"h-1@1","millis":5000},"readsOnNew":25,"writes":"legacy"},"rest":{"readsOnNew":100,"writes":"new"}}}
            """);
    assertThat(RouteRecord.parse(RECORD.text())).isEqualTo(RECORD);
  }

  @Test
  void who_sent_writes_there_is_kept_until_somebody_does_so_by_hand() {
    RouteState moved = RECORD.route("orders").moved(Side.NEW, "cutover-new-a@1");
    RouteRecord next = RECORD.with("orders", moved, "a");
    assertThat(next.text()).contains("\"movedBy\":\"cutover-new-a@1\"");
    assertThat(RouteRecord.parse(next.text())).isEqualTo(next);
    assertThat(moved.released().share(50).held(HOLD).movedBy()).isEqualTo("cutover-new-a@1");
    assertThat(moved.writesTo(Side.NEW).movedBy()).isEmpty();
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

    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ofSeconds(2), List.of(obeyed, gone)))
        .isEmpty();
    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ofMillis(2_001), List.of(obeyed)))
        .singleElement()
        .asString()
        .contains("too old");
    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ZERO, List.of(obeyed, behind)))
        .containsExactly("gateway b has obeyed epoch 0, not yet 1");
    GatewaySign later =
        new GatewaySign("d", 1, 1, Duration.ofMillis(-1), Duration.ofSeconds(9), List.of());
    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ZERO, List.of(gone)))
        .singleElement()
        .asString()
        .contains("no gateway");
    assertThat(RouteRules.hindrances(RECORD, moved, Duration.ZERO, List.of(obeyed, later)))
        .singleElement()
        .asString()
        .contains("later than now");
    RouteRecord rest = RECORD.with("rest", RouteState.INITIAL, "alice");
    assertThat(RouteRules.hindrances(RECORD, rest, Duration.ZERO, List.of()))
        .containsExactly("writes of route rest are not held");
  }

  @Test
  void a_hold_that_was_given_up_is_another_one_when_it_is_begun_again() {
    RouteRecord released = RECORD.with("orders", RECORD.route("orders").released(), "alice");
    RouteRecord again =
        released.with("orders", RouteState.INITIAL.held(new Hold("h-1", HOLD.limit())), "alice");
    RouteRecord replayed =
        new RouteRecord(
            "shop",
            3,
            "alice",
            Map.of("orders", RouteState.INITIAL.held(HOLD), "rest", RECORD.route("rest")));

    assertThat(again.route("orders").hold()).isEqualTo(new Hold("h-1@3", HOLD.limit()));
    assertThat(RouteRules.hindrances(released, again, Duration.ZERO, List.of())).isEmpty();
    assertThat(RouteRules.hindrances(released, replayed, Duration.ZERO, List.of()))
        .containsExactly("the hold h-1@1 was not begun by this record");
    assertThat(RECORD.with("rest", RouteState.INITIAL, "alice").route("orders").hold())
        .isEqualTo(HOLD);
  }

  @Test
  void other_routes_come_in_force_only_while_all_write_to_one_side() {
    RouteTable table = new RouteTable(List.of(rule("orders", "/o", java.util.Set.of())));
    RouteTable more =
        new RouteTable(
            List.of(rule("orders", "/o", java.util.Set.of()), rule("x", "/x", java.util.Set.of())));
    RouteRecord first = RouteRecord.initial("shop").over(table, "alice");
    RouteRecord moved = first.with("orders", RouteState.INITIAL.writesTo(Side.NEW), "alice");
    RouteRecord grown = moved.over(more, "alice");

    assertThat(table.digest()).isNotEqualTo(more.digest());
    assertThat(RouteRecord.parse(first.text())).isEqualTo(first);
    assertThat(first.text()).contains("\"table\":\"" + table.digest());
    assertThat(RouteRules.hindrances(RouteRecord.initial("shop"), first, Duration.ZERO, List.of()))
        .isEmpty();
    assertThat(grown.route("x").writes()).isEqualTo(Side.NEW);
    assertThat(RouteRules.hindrances(moved, grown, Duration.ZERO, List.of())).isEmpty();
    RouteRecord mixed =
        new RouteRecord("shop", 3, "a", more.digest(), Map.of("x", RouteState.INITIAL));
    assertThat(RouteRules.hindrances(moved, mixed, Duration.ZERO, List.of()))
        .singleElement()
        .asString()
        .contains("same side");
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
}
