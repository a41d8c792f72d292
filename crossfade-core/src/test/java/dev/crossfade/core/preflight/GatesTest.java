package dev.crossfade.core.preflight;

import static dev.crossfade.core.preflight.GateAssert.is;
import static dev.crossfade.core.preflight.GateAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Basis;
import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.cutover.PauseForecast;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What passes and what does not; what nobody knows does not. */
class GatesTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Basis BASIS = new Basis("v", 3);
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  /** One that a person has to see to, and one that passes by itself. */
  private record Code(Kind kind) implements ProblemCode {
    @Override
    public int number() {
      return 2999;
    }
  }

  private static Problem problem(Kind kind) {
    return Problem.of(new Code(kind), "what", "why", "fix");
  }

  @Test
  void phaseAndOwner() {
    passes(StateGates.phase(Phase.LIVE, Set.of(), Trigger.CUT_OVER));
    is(State.FAIL, StateGates.phase(Phase.LIVE, Set.of(Flag.GAP), Trigger.CUT_OVER));
    is(State.FAIL, StateGates.phase(Phase.LIVE, Set.of(), Trigger.ROLL_BACK));
    passes(StateGates.phase(Phase.WINDOW, Set.of(), Trigger.ROLL_BACK));
    passes(StateGates.phase(Phase.WINDOW, Set.of(Flag.GAP), Trigger.ROLL_BACK));
    is(State.FAIL, StateGates.phase(Phase.WINDOW, Set.of(Flag.GAP), Trigger.COMPLETE));
    passes(StateGates.owner(Optional.of("ann")));
    is(State.FAIL, StateGates.owner(Optional.empty()));
    passes(StateGates.key(StateGates.Key.RIGHT));
    is(State.FAIL, StateGates.key(StateGates.Key.NONE));
    is(State.FAIL, StateGates.key(StateGates.Key.OTHER));
  }

  @Test
  void entities() {
    Map<String, EntityState> live = Map.of("a", EntityState.LIVE, "b", EntityState.LIVE);
    passes(StateGates.entities(live, List.of("a", "b"), Map.of()));
    is(State.FAIL, StateGates.entities(live, List.of("a", "b", "c"), Map.of()));
    is(State.FAIL, StateGates.entities(live, List.of("a", "b"), Map.of("b", "no key")));
    is(State.FAIL, StateGates.entities(Map.of("a", EntityState.HELD), List.of("a"), Map.of()));
    is(State.FAIL, StateGates.entities(Map.of(), List.of(), Map.of()));
  }

  @Test
  void quarantineAndLines() {
    passes(StateGates.strays(0));
    is(State.FAIL, StateGates.strays(2));
    passes(StateGates.quarantine(0, 0, 0));
    passes(StateGates.quarantine(3, 0, 3));
    is(State.FAIL, StateGates.quarantine(1, 1, 3));
    is(State.FAIL, StateGates.quarantine(4, 0, 3));
    is(State.FAIL, StateGates.quarantine(1, 0, 0));
    is(State.FAIL, StateGates.quarantine(0, 1, 0));
    passes(StateGates.lines(Item.DRIFT, List.of(), "fix"));
    is(State.FAIL, StateGates.lines(Item.DRIFT, List.of("2026 altered"), "fix"));
  }

  @Test
  void streams() {
    Duration most = Duration.ofSeconds(2);
    passes(DataGates.stream("crm", NOW.minusSeconds(2), NOW, most));
    passes(DataGates.stream("crm", NOW.plusSeconds(2), NOW, most));
    is(State.FAIL, DataGates.stream("crm", NOW.minusMillis(2001), NOW, most));
    is(State.UNKNOWN, DataGates.stream("crm", null, NOW, most));
  }

  private static Verdict verdict(Verdict.Result result, String version, Instant at) {
    return verdict(result, version, at, Map.of(Bookmark.UNLOGGED, Bookmark.unlogged(3)));
  }

  private static Verdict verdict(
      Verdict.Result result, String version, Instant at, Map<String, Bookmark> bookmarks) {
    return new Verdict(
        "a",
        result,
        9,
        1,
        List.of(),
        0,
        0,
        0,
        Map.of(),
        version,
        at,
        at,
        Coverage.Full.ASKED,
        bookmarks);
  }

  @Test
  void verdicts() {
    Duration most = Duration.ofHours(24);
    passes(DataGates.verification("a", verdict(Verdict.Result.EQUAL, "v", NOW), BASIS, NOW, most));
    is(State.UNKNOWN, DataGates.verification("a", null, BASIS, NOW, most));
    for (Verdict.Result bad : List.of(Verdict.Result.DIFFERENT, Verdict.Result.UNKNOWN)) {
      is(State.FAIL, DataGates.verification("a", verdict(bad, "v", NOW), BASIS, NOW, most));
    }
    is(
        State.STALE,
        DataGates.verification("a", verdict(Verdict.Result.EQUAL, "w", NOW), BASIS, NOW, most));
    Instant old = NOW.minus(most).minusSeconds(1);
    is(
        State.STALE,
        DataGates.verification("a", verdict(Verdict.Result.EQUAL, "v", old), BASIS, NOW, most));
  }

  /** An upkeep proves all rows as of its full pass only, however new it is itself. */
  @Test
  void verdictsAreAsOldAsTheOldestReadingTheyRestOn() {
    Instant old = NOW.minus(DAY).minusSeconds(1);
    is(State.STALE, DataGates.verification("a", upkeep(old), BASIS, NOW, DAY));
    passes(DataGates.verification("a", upkeep(NOW.minusSeconds(60)), BASIS, NOW, DAY));
    Verdict slow =
        new Verdict(
            "a",
            Verdict.Result.EQUAL,
            9,
            0,
            List.of(),
            0,
            0,
            0,
            Map.of(),
            "v",
            old,
            NOW,
            Coverage.Full.ASKED,
            Map.of(Bookmark.UNLOGGED, Bookmark.unlogged(3)));
    is(State.STALE, DataGates.verification("a", slow, BASIS, NOW, DAY));
  }

  private static Verdict upkeep(Instant fullPass) {
    return new Verdict(
        "a",
        Verdict.Result.EQUAL,
        9,
        0,
        List.of(),
        0,
        0,
        0,
        Map.of(),
        "v",
        NOW,
        NOW,
        new Coverage.Upkeep(fullPass, 9),
        Map.of(Bookmark.UNLOGGED, Bookmark.unlogged(3)));
  }

  /** No pass has seen what was replayed, repaired or renewed after it; EQUAL is not about that. */
  @Test
  void verdictsAreStaleOnceRowsWereWrittenAgain() {
    Basis now = new Basis("v", 4);
    for (Verdict any : List.of(verdict(Verdict.Result.EQUAL, "v", NOW), upkeep(NOW))) {
      passes(DataGates.verification("a", any, BASIS, NOW, DAY));
      Gate gate = DataGates.verification("a", any, now, NOW, DAY);
      is(State.STALE, gate);
      assertThat(gate.why()).contains("written again (replay, repair, renewal) since");
    }
    Verdict uncounted = verdict(Verdict.Result.EQUAL, "v", NOW, Map.of());
    is(State.STALE, DataGates.verification("a", uncounted, new Basis("v", 0), NOW, DAY));
  }

  /** It says nothing about the mappings in use, whatever it found. */
  @Test
  void verdictsByOtherMappingsAreStaleWhateverTheyFound() {
    for (Verdict.Result any : Verdict.Result.values()) {
      is(State.STALE, DataGates.verification("a", verdict(any, "w", NOW), BASIS, NOW, DAY));
    }
  }

  @Test
  void whatCouldNotBeComparedSaysWhy() {
    Verdict open = verdict(Verdict.Result.EQUAL, "v", NOW).overtaken("rows are made again");
    Gate gate = DataGates.verification("a", open, BASIS, NOW, DAY);
    is(State.FAIL, gate);
    assertThat(gate.why()).isEqualTo("rows are made again");
    assertThat(open.hindrance()).isEqualTo("rows are made again");
    assertThat(verdict(Verdict.Result.UNKNOWN, "v", NOW).hindrance()).isEmpty();
  }

  private static GatewaySign sign(long settled, long silent) {
    return new GatewaySign(
        "g", settled, settled, Duration.ofMillis(silent), Duration.ofSeconds(33), List.of());
  }

  private static Gate gateways(
      TrafficGates.Expected expected, RouteState state, List<GatewaySign> signs) {
    RouteRecord record = new RouteRecord("all", 7, "ann", Map.of("r", state));
    return TrafficGates.gateways(expected, record, signs, List.of("r"), Side.LEGACY);
  }

  @Test
  void routes_that_no_gateway_has_are_named() {
    RouteRecord record =
        new RouteRecord(
            "all", 7, "ann", Map.of("r", RouteState.INITIAL, "rest", RouteState.INITIAL));
    List<GatewaySign> signs = List.of(sign(7, 100));
    Gate unknown =
        TrafficGates.gateways(
            TrafficGates.Expected.SOME, record, signs, List.of("all"), Side.LEGACY);
    is(State.FAIL, unknown);
    assertThat(unknown.why()).contains("no gateway of all has a route all; they have r, rest");
    Gate some =
        TrafficGates.gateways(TrafficGates.Expected.SOME, record, signs, List.of("r"), Side.LEGACY);
    passes(some);
    assertThat(some.value()).isEqualTo("1 alive, epoch 7; not moved: rest");
  }

  @Test
  void gateways() {
    RouteState begun = RouteState.INITIAL;
    passes(gateways(TrafficGates.Expected.SOME, begun, List.of(sign(7, 100))));
    passes(gateways(TrafficGates.Expected.NONE, begun, List.of()));
    is(State.FAIL, gateways(TrafficGates.Expected.SOME, begun, List.of()));
    is(State.FAIL, gateways(TrafficGates.Expected.SOME, begun, List.of(sign(6, 100))));
    is(State.FAIL, gateways(TrafficGates.Expected.SOME, begun, List.of(sign(7, 5_000))));
    is(
        State.FAIL,
        gateways(TrafficGates.Expected.SOME, begun, List.of(sign(7, 100), sign(7, 5_000))));
    is(State.FAIL, gateways(TrafficGates.Expected.NONE, begun.writesTo(Side.NEW), List.of()));
    Hold hold = new Hold("somebody@7", Duration.ofSeconds(5));
    is(State.FAIL, gateways(TrafficGates.Expected.NONE, begun.held(hold), List.of()));
    passes(TrafficGates.clocks(List.of(sign(7, 100))));
    is(State.FAIL, TrafficGates.clocks(List.of(sign(7, -5))));
  }

  @Test
  void databases() {
    passes(DatabaseGates.fence("crm", List.of()));
    is(State.FAIL, DatabaseGates.fence("crm", List.of(problem(Kind.OPERATOR))));
    is(State.UNKNOWN, DatabaseGates.fence("crm", List.of(problem(Kind.TRANSIENT))));
    is(
        State.FAIL,
        DatabaseGates.keys("crm", 2, List.of(problem(Kind.TRANSIENT), problem(Kind.OPERATOR))));
    passes(DatabaseGates.keys("crm", 2, List.of()));
    Gate lossy = DatabaseGates.reversibility(List.of("a.b", "a.c", "a.d", "a.e"), List.of());
    passes(lossy);
    assertThat(lossy.value()).isEqualTo("all but a.b, a.c, a.d, a.e");
    is(State.FAIL, DatabaseGates.reversibility(List.of(), List.of(problem(Kind.OPERATOR))));
    passes(DatabaseGates.log("crm", ""));
    is(State.FAIL, DatabaseGates.log("crm", "slot lost"));
    passes(DatabaseGates.wayBack("crm", List.of()));
    is(
        State.FAIL,
        DatabaseGates.transactions("crm", List.of(problem(Kind.OPERATOR)), Duration.ofSeconds(1)));
  }

  @Test
  void pauseAndWayBack() {
    PauseForecast short1 =
        new PauseForecast(
            Duration.ofMillis(200),
            Duration.ZERO,
            10,
            100,
            Duration.ofMillis(250),
            Duration.ofMillis(50));
    passes(TrafficGates.pause(short1, Duration.ofMillis(600)));
    is(State.FAIL, TrafficGates.pause(short1, Duration.ofMillis(599)));
    passes(ReturnGates.armed(new Direction(Direction.Way.RETURN, 3), "2026"));
    is(State.FAIL, ReturnGates.armed(new Direction(Direction.Way.RETURN, 3), ""));
    is(State.FAIL, ReturnGates.armed(Direction.INITIAL, "2026"));
    passes(ReturnGates.follows("crm", Duration.ofMillis(5), Duration.ofSeconds(1)));
    is(State.FAIL, ReturnGates.follows("crm", null, Duration.ofSeconds(1)));
    is(State.UNKNOWN, ReturnGates.noWindow());
    passes(ReturnGates.capturable(List.of()));
    is(State.FAIL, ReturnGates.capturable(List.of(problem(Kind.OPERATOR))));
    is(State.UNKNOWN, ReturnGates.capturable(List.of(problem(Kind.TRANSIENT))));
    Instant old = NOW.minus(Duration.ofDays(9));
    passes(ReturnGates.verdict("a", verdict(Verdict.Result.EQUAL, "v", old)));
    is(State.FAIL, ReturnGates.verdict("a", verdict(Verdict.Result.DIFFERENT, "v", NOW)));
    is(State.FAIL, ReturnGates.verdict("a", verdict(Verdict.Result.UNKNOWN, "v", NOW)));
    is(State.UNKNOWN, ReturnGates.verdict("a", null));
    RollbackWindow window = RollbackWindow.begin(Duration.ofHours(1), NOW);
    passes(DatabaseGates.window(window));
    is(State.FAIL, DatabaseGates.window(window.after(Duration.ofHours(1), NOW)));
  }
}
