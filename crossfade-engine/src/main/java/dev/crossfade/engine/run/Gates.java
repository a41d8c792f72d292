package dev.crossfade.engine.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.spi.target.ProgressStore;
import java.util.Map;
import java.util.TreeMap;

/** What keeps entities that are ready from being published, as the target knows it. */
public final class Gates {

  private Gates() {}

  /**
   * Why, by entity.
   *
   * @param states of all entities
   */
  public static Map<String, String> closed(
      ProgressStore progress, Map<String, EntityState> states) {
    Map<String, String> closed = new TreeMap<>();
    states.forEach(
        (entity, state) -> {
          if (state == EntityState.HELD) {
            progress
                .fact(ProgressStore.GATE_OF_ENTITY + entity)
                .filter(why -> !why.isEmpty())
                .ifPresent(why -> closed.put(entity, why));
          }
        });
    return closed;
  }
}
