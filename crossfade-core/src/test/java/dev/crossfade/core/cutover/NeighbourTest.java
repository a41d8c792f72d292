package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.spec.TrafficSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whose writes are not switched by hand. */
class NeighbourTest {

  private static final TrafficSpec REPORTS = new TrafficSpec("reports", List.of("all"));

  private static Set<Phase> phases(TrafficSpec traffic, String group) {
    Set<Phase> moving = new TreeSet<>();
    for (Phase phase : Phase.values()) {
      if (new Neighbour("shop", phase, traffic).moves(group)) {
        moving.add(phase);
      }
    }
    return moving;
  }

  @Test
  void one_that_moves_the_group_does_so_from_when_production_is_live() {
    assertThat(phases(REPORTS, "reports"))
        .containsExactly(
            Phase.LIVE,
            Phase.VERIFYING,
            Phase.RELOADING,
            Phase.CUTOVER,
            Phase.WINDOW,
            Phase.WINDOW_VERIFYING,
            Phase.ROLLBACK);
    assertThat(phases(REPORTS, "shop")).isEmpty();
  }

  @Test
  void one_without_gateways_is_in_the_way_once_its_databases_are_moved() {
    assertThat(phases(TrafficSpec.NONE, "shop"))
        .containsExactly(Phase.CUTOVER, Phase.WINDOW, Phase.WINDOW_VERIFYING, Phase.ROLLBACK);
    assertThat(phases(TrafficSpec.NONE, "reports")).isEmpty();
  }

  @Test
  void one_whose_group_nobody_knows_may_move_any() {
    assertThat(phases(null, "reports")).isEqualTo(phases(REPORTS, "reports"));
  }

  @Test
  void one_that_is_paused_is_where_it_was() {
    MigrationState window =
        MigrationState.draft("shop").after(new Event.Entered(Phase.WINDOW, Trigger.CUT_OVER));
    MigrationState paused = window.after(new Event.Entered(Phase.PAUSED, Trigger.PAUSE));

    assertThat(Neighbour.of(paused, REPORTS)).isEqualTo(Neighbour.of(window, REPORTS));
    assertThat(Neighbour.of(paused, REPORTS).moves("reports")).isTrue();
    assertThat(Neighbour.of(MigrationState.draft("shop"), REPORTS).moves("reports")).isFalse();
  }
}
