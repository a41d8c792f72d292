package dev.crossfade.core.plan;

/**
 * A mapping whose history is in the target.
 *
 * @param entity name of the entity it feeds
 * @param mapping what it reads, as {@code source:schema.table}
 */
public record CopiedMapping(String entity, String mapping) {}
