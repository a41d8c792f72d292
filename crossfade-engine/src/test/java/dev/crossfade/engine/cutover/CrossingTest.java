package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.canary.CanaryPlan;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.Move;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.canary.CanaryController;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceStop;
import dev.crossfade.spi.cutover.PassageWork;
import dev.crossfade.spi.cutover.PassageWork.Result;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryFence;
import dev.crossfade.testkit.memory.InMemoryRoutes;
import dev.crossfade.testkit.memory.MemoryShop;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt, step by step. */
class CrossingTest {

  private static final Rules RULES =
      new Rules("a", "all", Set.of("r"), Duration.ofSeconds(9), Duration.ofMillis(300));
  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private MemoryShop legacy;
  private MemoryShop fresh;
  private final List<CutoverStep> works = new ArrayList<>();
  private CutoverStep refused;
  private Fault fault = Fault.NONE;
  private NoteSigner signer;
  private InMemoryRoutes routes;
  private Crossing crossing;

  @BeforeEach
  void begin() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    signer = new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    legacy = new MemoryShop(Set.of("client"));
    fresh = new MemoryShop(Set.of("client"));
    routes = new InMemoryRoutes(clock, call -> call.equals("routes.publish") ? fault : Fault.NONE);
    fence(fresh).raise(1, Duration.ZERO);
    crossing = crossing("a");
    crossing.begin(new Passage("one", Side.NEW));
  }

  private Crossing crossing(String name) {
    Rules rules = new Rules(name, "all", Set.of("r"), RULES.hold(), RULES.longest());
    Map<Side, Fence> fences = Map.of(Side.LEGACY, fence(legacy), Side.NEW, fence(fresh));
    PassageWork work = this::work;
    return new Crossing(
        rules, routes, signer, fences, work, () -> clock.instant().toEpochMilli() * 1_000_000);
  }

  private Fence fence(MemoryShop shop) {
    return new InMemoryFence(shop, clock, call -> Fault.NONE);
  }

  private Result work(CutoverStep step, Side to, FenceStop stop) {
    works.add(step);
    return step == refused ? Result.REFUSED : Result.DONE;
  }

  private void until(Class<? extends Move> wanted) {
    for (int i = 0; i < 30; i++) {
      if (wanted.isInstance(crossing.step())) {
        return;
      }
      assertThat(legacy.open() && fresh.open()).isFalse();
    }
    throw new AssertionError("no " + wanted);
  }

  private RouteRecord record() {
    return routes.read("all").map(RecordSeal::peek).orElseThrow();
  }

  private void assertAtRestOn(Side side) {
    assertThat(crossing.underWay()).isFalse();
    assertThat(record().route("r").writes()).isEqualTo(side);
    assertThat(record().route("r").hold()).isNull();
    assertThat(legacy.open()).isEqualTo(side == Side.LEGACY);
    assertThat(fresh.open()).isEqualTo(side == Side.NEW);
  }

  @Test
  void it_moves_the_clients_and_moves_them_back() {
    until(Move.Rest.class);
    assertAtRestOn(Side.NEW);
    assertThat(works)
        .containsExactly(
            CutoverStep.CATCH_UP, CutoverStep.COMPARE, CutoverStep.READY, CutoverStep.SWITCH);
    assertThat(record().route("r").readsOnNew()).isEqualTo(100);

    crossing.begin(new Passage("two", Side.LEGACY));
    until(Move.Rest.class);
    assertAtRestOn(Side.LEGACY);
  }

  /** Somebody sent writes there by hand: nothing was fenced and nothing brought over. */
  @Test
  void who_was_not_asked_opens_nothing_that_is_closed() {
    byHand(Side.NEW);
    Move end = crossing.step();
    assertThat(end).isInstanceOf(Move.Rest.class);
    assertThat(((Move.Rest) end).byHand()).isTrue();
    assertThat(fresh.open()).isFalse();
    assertThat(works).isEmpty();
  }

  private void byHand(Side side) {
    RouteRecord now = routes.read("all").map(RecordSeal::peek).orElse(RouteRecord.initial("all"));
    publish(now.with("r", now.route("r").held(new Hold("hand", RULES.hold())), "somebody"));
    publish(record().with("r", record().route("r").writesTo(side), "somebody"));
  }

  /** Whoever made the attempt goes on, or died just then, and somebody else ends it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void who_switches_by_hand_in_the_middle_has_moved_nobody(boolean died) throws Exception {
    for (int moves = 1; stepped(moves); moves++) {
      byHand(Side.NEW);
      crossing = died ? crossing("next") : crossing;
      assertThat(home(died)).as("after %d moves", moves).isEqualTo(Side.LEGACY);
      assertThat(legacy.open()).isTrue();
      assertThat(fresh.open()).isFalse();
      begin();
    }
  }

  /** The new side has been opened by then, and its writes must not be forgotten. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void who_switches_back_by_hand_before_it_is_over_opens_nothing(boolean died) throws Exception {
    until(Move.Switch.class);
    until(Move.Lift.class);
    byHand(Side.LEGACY);
    crossing = died ? crossing("next") : crossing;
    assertThat(home(died)).isEqualTo(Side.NEW);
    assertThat(legacy.open()).isFalse();
    assertThat(fresh.open()).isTrue();
  }

  /** False once writes go to the other side. */
  private boolean stepped(int moves) {
    for (int i = 0; i < moves; i++) {
      crossing.step();
    }
    return record().route("r").writes() == Side.LEGACY;
  }

  private Side home(boolean died) {
    Move move = null;
    for (int i = 0; i < 30 && !(move instanceof Move.Rest); i++) {
      move = died ? crossing.end(Side.NEW) : crossing.step();
      assertThat(legacy.open() && fresh.open()).isFalse();
    }
    return ((Move.Rest) move).home();
  }

  /** Whoever put a record in force that is about clients is heard, whatever a canary does then. */
  @Test
  void steps_of_a_canary_end_nothing_and_hide_nobody() {
    canary(5);
    crossing = crossing("b");
    crossing.begin(new Passage("one", Side.NEW), record().basis());
    step(25);
    until(Move.Rest.class);
    assertAtRestOn(Side.NEW);

    crossing.begin(new Passage("back", Side.LEGACY));
    until(Move.Rest.class);
    canary(5);
    crossing.begin(new Passage("two", Side.NEW), record().basis());
    publish(record().with(Map.of(), "somebody"));
    step(50);
    until(Move.Rest.class);
    assertAtRestOn(Side.LEGACY);
  }

  @Test
  void a_canary_rests_while_writes_wait() {
    canary(5);
    crossing = crossing("b");
    crossing.begin(new Passage("one", Side.NEW));
    until(Move.HoldWrites.class);
    RouteRecord held = record();
    assertThat(held.route("r").hold()).isNotNull();
    CanaryController controller = new CanaryController(routes, signer, clock);
    for (int i = 0; i < 5; i++) {
      assertThat(controller.look(held)).containsKey("r");
      clock.advance(Duration.ofSeconds(2));
    }
    assertThat(controller.judgements()).isEmpty();
    assertThat(record()).isEqualTo(held);
    assertThatThrownBy(() -> held.stepped(Map.of("r", held.route("r").canary(run(25))), "canary"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void canary(int percent) {
    RouteRecord now = routes.read("all").map(RecordSeal::peek).orElse(RouteRecord.initial("all"));
    publish(now.with("r", now.route("r").canary(run(percent)), "somebody"));
  }

  private void step(int percent) {
    publish(record().stepped(Map.of("r", record().route("r").canary(run(percent))), "canary"));
  }

  private CanaryRun run(int percent) {
    CanaryPlan plan =
        new CanaryPlan(
            List.of(5, 25, 50, 100),
            Duration.ofSeconds(1),
            new CanaryPlan.Limits(Duration.ofMillis(500), 20, 10, 100, 980, 5));
    CanaryRun run = CanaryRun.begin(plan, clock.instant(), "begun");
    while (run.percent() < percent) {
      run = run.promoted(clock.instant(), "promoted");
    }
    return run;
  }

  private void publish(RouteRecord record) {
    assertThat(routes.publish(RecordSeal.seal(record, signer)))
        .isInstanceOf(Published.Written.class);
  }

  @Test
  void what_is_refused_takes_it_back() {
    for (CutoverStep step : List.of(CutoverStep.COMPARE, CutoverStep.SWITCH)) {
      refused = step;
      until(Move.Rest.class);
      assertAtRestOn(Side.LEGACY);
      crossing.begin(new Passage("again", Side.NEW));
    }
  }

  @Test
  void a_pause_that_is_too_long_takes_it_back() {
    Object open = new Object();
    legacy.write("client", open);
    until(Move.Raise.class);
    until(Move.Raise.class);
    clock.advance(RULES.longest().plusMillis(1));
    until(Move.Release.class);
    until(Move.Rest.class);
    legacy.commit(open, Set.of(1L));
    assertAtRestOn(Side.LEGACY);
  }

  @Test
  void a_switch_believed_lost_cannot_arrive_once_it_is_given_up() {
    until(Move.Raise.class);
    do {
      fault = works.contains(CutoverStep.READY) ? Fault.REQUEST_LOST : Fault.NONE;
    } while (!(crossing.step() instanceof Move.Switch));
    RouteRecord held = record();
    String late = RecordSeal.seal(held.with("r", moved(held), "a"), signer);
    fault = Fault.NONE;
    crossing.giveUp();
    until(Move.Lift.class);
    routes.publish(late);
    until(Move.Rest.class);
    assertAtRestOn(Side.LEGACY);
  }

  /** Gateways would not believe it, so it must not even try; and whoever is at it is told why. */
  @Test
  void whoever_has_another_key_than_the_record_in_force_is_told_so() throws Exception {
    until(Move.Raise.class);
    RouteRecord held = record();
    NoteSigner right = signer;
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    signer = new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    assertThatThrownBy(crossing("other")::step)
        .hasMessageContaining("CF-5099")
        .hasMessageContaining("signed by another key");
    assertThat(record()).isEqualTo(held);
    signer = right;
    crossing = crossing("next");
    until(Move.Rest.class);
    assertAtRestOn(Side.LEGACY);
  }

  private static RouteState moved(RouteRecord held) {
    return new RouteState(Side.NEW, 100, held.route("r").hold(), null);
  }

  @Test
  void whoever_comes_after_it_ends_it_at_every_move() {
    for (int moves = 1; moves < 12; moves++) {
      for (int i = 0; i < moves; i++) {
        crossing.step();
      }
      Side side = record().route("r").writes();
      crossing = crossing("next" + moves);
      until(Move.Rest.class);
      assertAtRestOn(side);
      crossing.begin(new Passage("x" + moves, side.other()));
    }
  }

  @Test
  void gateways_must_not_let_go_before_the_pause_is_over() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Rules("a", "all", Set.of("r"), second, second)).isNotNull();
  }
}
