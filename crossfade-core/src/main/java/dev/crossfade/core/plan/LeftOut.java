package dev.crossfade.core.plan;

import dev.crossfade.core.problem.Problem;

/**
 * An entity that a run does not touch, and why; all others go ahead.
 *
 * @param entity name of the entity
 * @param mapping the mapping that stands in the way, as {@code source:schema.table}
 * @param why the reason, with the fix
 */
public record LeftOut(String entity, String mapping, Problem why) {}
