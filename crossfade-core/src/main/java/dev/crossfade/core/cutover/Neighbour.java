package dev.crossfade.core.cutover;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Visit;
import dev.crossfade.core.spec.TrafficSpec;
import org.jspecify.annotations.Nullable;

/**
 * A migration of the control store in which a group of gateways has its record.
 *
 * @param migration its name
 * @param phase it is in, or was in when it was interrupted
 * @param traffic through which gateways its clients come; null when its specification is elsewhere
 */
public record Neighbour(String migration, Phase phase, @Nullable TrafficSpec traffic) {

  /** As its journal has it. */
  public static Neighbour of(MigrationState state, @Nullable TrafficSpec traffic) {
    Phase phase = state.interrupted().map(Visit::phase).orElse(state.phase());
    return new Neighbour(state.migration(), phase, traffic);
  }

  /**
   * Whether it says which side takes the writes of a group, so that a switch by hand leads to a
   * side whose database is fenced. One whose group is not known may be the one.
   */
  public boolean moves(String group) {
    TrafficSpec said = traffic;
    if (said == null) {
      return phase.live();
    }
    return said.group(migration).equals(group)
        && (said.gateways() == null ? moved() : phase.live());
  }

  /** Whether its clients are with the new stack, or on their way. */
  public boolean moved() {
    return phase.crosses() || phase == Phase.WINDOW || phase == Phase.WINDOW_VERIFYING;
  }
}
