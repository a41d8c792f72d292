package dev.crossfade.core.preflight;

import static dev.crossfade.core.preflight.GateAssert.is;
import static dev.crossfade.core.preflight.GateAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.canary.CanaryPlan;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.canary.Judgement;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.spec.CutoverSpec.Canaries;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether canaries are an item that passes, judged ones and others. */
class CanaryGateTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final CanaryRun CANARY =
      CanaryRun.begin(
          new CanaryPlan(
              List.of(50, 100),
              Duration.ofMinutes(1),
              new CanaryPlan.Limits(Duration.ofSeconds(30), 200, 10, 25, 980, 3)),
          NOW,
          "begun");

  private static CanaryRun judged(CanaryRun run) {
    Judgement well = new Judgement(Judgement.Verdict.PASS, "well");
    return run.decide(well, run.since().plusSeconds(60)).next();
  }

  @Test
  void a_canary_that_was_begun_has_to_end_well() {
    RouteState begun = RouteState.INITIAL;
    Gate none = canary(Canaries.OPTIONAL, begun);
    passes(none);
    assertThat(none.value()).isEqualTo("none was begun, nothing was judged");
    is(State.FAIL, canary(Canaries.OPTIONAL, begun.canary(CANARY)));
    is(State.FAIL, canary(Canaries.OPTIONAL, begun.canary(CANARY.held("no"))));
    is(State.FAIL, canary(Canaries.OPTIONAL, begun.canary(CANARY.steppedBack("worse"))));
    Gate byHand =
        canary(
            Canaries.OPTIONAL,
            begun.canary(CANARY.promoted(NOW, "by ann").promoted(NOW, "by bob")));
    passes(byHand);
    assertThat(byHand.value())
        .isEqualTo(
            "0 judged through; 1 ended by hand: that of r was not judged: 50 % promoted by ann, 100"
                + " % promoted by bob");
    Gate judged = canary(Canaries.OPTIONAL, begun.canary(judged(judged(CANARY))));
    passes(judged);
    assertThat(judged.value()).isEqualTo("1 judged through");
  }

  @Test
  void where_a_canary_is_required_each_route_has_one_that_was_judged_through() {
    RouteState begun = RouteState.INITIAL;
    RouteState judged = begun.canary(judged(judged(CANARY)));
    passes(canary(Canaries.REQUIRED, judged));
    Gate none = canary(Canaries.REQUIRED, begun);
    is(State.FAIL, none);
    assertThat(none.why()).contains("none was begun on r since clients were moved last");
    is(State.FAIL, canary(Canaries.REQUIRED, begun.canary(judged(CANARY))));
    Gate byHand = canary(Canaries.REQUIRED, begun.canary(judged(CANARY).promoted(NOW, "by ann")));
    is(State.FAIL, byHand);
    assertThat(byHand.why()).contains("100 % promoted by ann");
    is(State.FAIL, canary(Canaries.REQUIRED, judged.moved(Side.NEW, "x").moved(Side.LEGACY, "y")));
    RouteRecord two = new RouteRecord("all", 7, "ann", Map.of("r", judged, "s", begun));
    is(State.FAIL, TrafficGates.canary(two, List.of("r", "s"), Canaries.REQUIRED));
    passes(TrafficGates.canary(two, List.of("r"), Canaries.REQUIRED));
  }

  private static Gate canary(Canaries canaries, RouteState state) {
    RouteRecord record = new RouteRecord("all", 7, "ann", Map.of("r", state));
    return TrafficGates.canary(record, List.of("r"), canaries);
  }
}
