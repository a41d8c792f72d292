package dev.crossfade.engine;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Optional;

/**
 * Which mappings may take the place of those that history was loaded with.
 *
 * @param version the one that somebody adopted last, if anybody did
 * @param live whether everything is live, so that no change waits that was mapped before
 */
record Adoption(Optional<String> version, boolean live) {

  /** None may. */
  static final Adoption NONE = new Adoption(Optional.empty(), false);

  static Adoption of(TargetDatabase target) {
    Optional<String> version = target.acts().adopted();
    return new Adoption(
        version,
        version.isPresent()
            && target.progress().entityStates().values().stream()
                .allMatch(state -> state == EntityState.LIVE));
  }

  boolean allows(String mappings) {
    return live && version.filter(mappings::equals).isPresent();
  }
}
