package dev.crossfade.server.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryFence;
import dev.crossfade.testkit.memory.InMemoryRoutes;
import dev.crossfade.testkit.memory.MemoryShop;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever takes an attempt back is told that it was once it was. */
class AbortTest {

  private static final Duration MOST = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryRoutes routes = new InMemoryRoutes(clock, call -> Fault.NONE);
  private final InMemoryFence fence =
      new InMemoryFence(new MemoryShop(Set.of("client")), clock, call -> Fault.NONE);
  private NoteSigner signer;
  private Phase phase = Phase.CUTOVER;
  private Side to = Side.NEW;
  private boolean asked = true;
  private @Nullable Problem objection;
  private int looks;

  @BeforeEach
  void sign() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    signer = new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
  }

  /** Each look is told to whoever moves clients. */
  private Abort abort(IntConsumer owner) {
    return new Abort(
        new Abort.Around(
            "unify",
            "unify",
            List.of("all"),
            routes,
            () -> {
              owner.accept(++looks);
              return phase;
            },
            () -> asked,
            () -> Optional.ofNullable(objection),
            () -> List.of(fence),
            "anna"),
        signer,
        to);
  }

  private RouteRecord record() {
    return routes.read("unify").map(RecordSeal::peek).orElseGet(() -> RouteRecord.initial("unify"));
  }

  private void state(RouteState state) {
    routes.publish(RecordSeal.seal(record().with("all", state, "owner"), signer));
  }

  private RouteState now() {
    return record().route("all");
  }

  private void hold() {
    state(now().held(new Hold(new Passage("one", Side.NEW).hold(), Duration.ofSeconds(9))));
    fence.raise(record().epoch(), Duration.ofSeconds(1));
  }

  @Test
  void an_attempt_that_does_not_hold_writes_yet_is_taken_back() throws Exception {
    long[] told = {0};
    long epoch =
        abort(
                look -> {
                  told[0] = record().epoch();
                  phase = told[0] > 0 ? Phase.LIVE : Phase.CUTOVER;
                })
            .now(MOST);

    assertThat(epoch).isEqualTo(1).isEqualTo(told[0]);
    assertThat(now().hold()).isNull();
  }

  @Test
  void it_is_not_taken_back_before_the_fence_is_open() throws Exception {
    hold();
    long held = record().epoch();
    int[] openedAt = {0};
    long epoch =
        abort(
                look -> {
                  if (look == 4) {
                    state(now().released());
                  } else if (look == 8) {
                    fence.lift(record().epoch());
                    openedAt[0] = look;
                  }
                })
            .now(MOST);

    assertThat(epoch).isEqualTo(held + 1);
    assertThat(looks).isGreaterThanOrEqualTo(8);
    assertThat(openedAt[0]).isEqualTo(8);
  }

  @Test
  void it_is_told_when_nobody_goes_back() {
    hold();
    assertThatThrownBy(() -> abort(look -> {}).now(Duration.ofMillis(300)))
        .hasMessageContaining("do not go on where they were");
    assertThat(record().epoch()).as("once for a hold").isEqualTo(2);
  }

  @Test
  void it_is_too_late_once_the_record_names_the_other_side() {
    hold();
    assertThatThrownBy(
            () -> abort(look -> state(new RouteState(Side.NEW, 100, null, null))).now(MOST))
        .hasMessageContaining("are on the new stack already");
  }

  @Test
  void what_was_not_meant_goes_on() {
    hold();
    long held = record().epoch();
    objection =
        Problem.of(ServerProblem.ANOTHER_MOVE, "Another one has begun.", "It was.", "Look.");

    assertThatThrownBy(() -> abort(look -> {}).now(MOST)).hasMessageContaining("Another one");

    assertThat(record().epoch()).isEqualTo(held);
  }

  @Test
  void an_attempt_that_was_told_is_taken_back_although_another_begins() throws Exception {
    hold();
    long epoch =
        abort(
                look -> {
                  if (look == 3) {
                    state(now().held(new Hold(new Passage("two", Side.NEW).hold(), MOST)));
                    objection =
                        Problem.of(ServerProblem.ANOTHER_MOVE, "It has.", "It was.", "Look.");
                  }
                })
            .now(MOST);

    assertThat(epoch).isEqualTo(2);
    assertThat(record().epoch()).as("the other one goes on").isEqualTo(3);
  }

  @Test
  void whoever_was_moved_back_is_there_already() {
    phase = Phase.LIVE;
    to = Side.LEGACY;
    assertThatThrownBy(() -> abort(look -> {}).now(MOST))
        .hasMessageContaining("are on the legacy stack already");
  }

  @Test
  void whoever_was_never_moved_back_was_not_moved() {
    phase = Phase.LIVE;
    to = Side.LEGACY;
    asked = false;
    assertThatThrownBy(() -> abort(look -> {}).now(MOST))
        .hasMessageContaining("No clients of unify are being moved");
  }

  @Test
  void where_nobody_is_moved_there_is_nothing_to_take_back() {
    phase = Phase.LIVE;
    assertThatThrownBy(() -> abort(look -> {}).now(MOST))
        .hasMessageContaining("No clients of unify are being moved");
  }
}
