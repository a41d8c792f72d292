package dev.crossfade.server.init;

import dev.crossfade.core.spec.MigrationSpec;
import java.util.List;

/**
 * A specification made from catalogs, and what a person should know about it.
 *
 * @param spec complete and runnable
 * @param notes what is left out or was renamed, in order of entities
 */
public record Scaffolding(MigrationSpec spec, List<Note> notes) {

  public Scaffolding {
    notes = List.copyOf(notes);
  }

  /**
   * One thing to know, for a comment beside the entity.
   *
   * @param entity name of the entity, or of the table that became none
   * @param text one sentence
   */
  public record Note(String entity, String text) {}
}
