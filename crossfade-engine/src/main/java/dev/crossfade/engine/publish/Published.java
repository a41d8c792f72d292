package dev.crossfade.engine.publish;

import java.util.List;

/**
 * Entities that became live together.
 *
 * @param release number of the release
 * @param entities their names
 * @param seamChanges held changes that were applied before and while publishing, by this process
 */
public record Published(long release, List<String> entities, long seamChanges) {

  public Published {
    entities = List.copyOf(entities);
  }
}
