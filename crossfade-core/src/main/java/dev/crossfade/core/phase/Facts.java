package dev.crossfade.core.phase;

import java.util.Set;

/**
 * What a decision needs to know of the world.
 *
 * @param epoch of the lease of whoever decides; 0 for somebody who does not own the migration and
 *     therefore brings nothing about
 * @param found number of the visit that whoever decides found when he became the owner; 0 for
 *     somebody who is not
 * @param flags that are raised out there
 * @param demand who has to agree before a gate opens
 */
public record Facts(long epoch, int found, Set<Flag> flags, SignOffDemand demand) {

  public Facts {
    flags = Set.copyOf(flags);
  }

  /** The facts of somebody who only asks: he sees what is on record. */
  public static Facts onRecord(MigrationState state, SignOffDemand demand) {
    return new Facts(0, 0, state.flags(), demand);
  }

  boolean owner() {
    return epoch > 0;
  }
}
