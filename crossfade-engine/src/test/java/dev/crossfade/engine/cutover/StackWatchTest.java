package dev.crossfade.engine.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.canary.Tally;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests that fail where clients were moved are told, and only those. */
class StackWatchTest {

  private static final Duration LIVE = Duration.ofMillis(10);

  private RouteRecord record = RouteRecord.initial("shop");
  private List<GatewaySign> gateways = List.of();
  private final StackWatch work = new StackWatch(() -> record, Set.of("all"), () -> gateways);

  @Test
  void what_fails_after_a_cutover_is_told_until_a_minute_has_passed_without() {
    moved(Side.NEW);
    seen(Side.NEW, 7, 900, 800);
    assertThat(told()).as("what was before says nothing").isEmpty();
    seen(Side.NEW, 7, 990, 804);
    assertThat(told()).as("four may be chance").isEmpty();
    seen(Side.NEW, 7, 1_000, 806);
    assertThat(told())
        .hasValueSatisfying(
            each ->
                assertThat(each.render())
                    .contains("CF-5098", "all: 6 of 100", "the new stack", "rollback execute"));
    for (int i = 0; i < 10; i++) {
      assertThat(told()).as("look %d", i).isPresent().hasValueSatisfying(this::tells);
      seen(Side.NEW, 7, 1_000 + i, 806);
    }
    assertThat(told()).isEmpty();
  }

  private void tells(Problem problem) {
    assertThat(problem.why()).contains("6 of ");
  }

  @Test
  void a_few_among_many_are_not() {
    moved(Side.NEW);
    seen(Side.NEW, 7, 0, 0);
    told();
    seen(Side.NEW, 7, 1_000, 50);
    assertThat(told()).isEmpty();
    seen(Side.NEW, 7, 1_001, 51);
    assertThat(told()).isPresent();
  }

  @Test
  void the_way_back_is_looked_at_as_well() {
    moved(Side.LEGACY);
    seen(Side.LEGACY, 9, 10, 0);
    told();
    seen(Side.LEGACY, 9, 30, 20);
    assertThat(told())
        .hasValueSatisfying(each -> assertThat(each.render()).contains("cutover execute"));
  }

  @Test
  void a_gateway_that_began_anew_counts_from_its_beginning() {
    moved(Side.NEW);
    seen(Side.NEW, 7, 900, 800);
    told();
    seen(Side.NEW, 8, 20, 10);
    assertThat(told())
        .hasValueSatisfying(each -> assertThat(each.render()).contains("all: 10 of 20"));
  }

  @Test
  void nobody_is_watched_whom_nobody_has_moved_or_who_is_being_moved() {
    RouteState state = RouteState.INITIAL.moved(Side.NEW, "cutover-new-a");
    for (RouteState other :
        List.of(
            RouteState.INITIAL.writesTo(Side.NEW),
            state.held(new Hold("back", Duration.ofSeconds(5))))) {
      moved(Side.NEW);
      seen(Side.NEW, 7, 0, 0);
      told();
      seen(Side.NEW, 7, 100, 100);
      assertThat(told()).isPresent();
      record = record.with("all", other, "test");
      assertThat(told()).isEmpty();
    }
  }

  private void moved(Side side) {
    record = record.with("all", RouteState.INITIAL.moved(side, "cutover-x"), "test");
  }

  private void seen(Side side, long since, long requests, long failures) {
    long[] buckets = new long[Latencies.BUCKETS];
    buckets[3] = requests - failures;
    Tally tally = new Tally(requests, failures, 0, Latencies.of(buckets));
    Observation observation =
        side == Side.NEW
            ? new Observation("all", 100, since, tally, Tally.NONE)
            : new Observation("all", 0, since, Tally.NONE, tally);
    gateways =
        List.of(new GatewaySign("g1", 9, 9, LIVE, Duration.ofSeconds(9), List.of(observation)));
  }

  private Optional<Problem> told() {
    work.step();
    return work.trouble();
  }
}
