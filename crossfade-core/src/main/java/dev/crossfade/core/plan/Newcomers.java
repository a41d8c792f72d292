package dev.crossfade.core.plan;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.spec.EntitySpec;
import java.util.List;
import java.util.Map;

/** Which entities of a specification are not live: those are copied, and published. */
public final class Newcomers {

  private Newcomers() {}

  /**
   * In the order of the specification.
   *
   * @param states states of the entities that the target knows
   */
  public static List<EntitySpec> of(List<EntitySpec> entities, Map<String, EntityState> states) {
    return entities.stream()
        .filter(entity -> states.get(entity.name()) != EntityState.LIVE)
        .toList();
  }
}
