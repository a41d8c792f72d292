package dev.crossfade.engine.cutover;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.SignOffStanding;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * In whose name clients are moved.
 *
 * @param owner this process, different from every other, also from its own predecessor
 * @param journal what is on record as of now
 * @param demand who has to agree
 */
public record Mandate(String owner, Supplier<MigrationState> journal, SignOffDemand demand) {

  /** Whether whoever has to agree to a cutover does so now. */
  boolean agreed(Instant now) {
    return SignOffStanding.agreed(journal.get(), Phase.CUTOVER, demand, now);
  }
}
