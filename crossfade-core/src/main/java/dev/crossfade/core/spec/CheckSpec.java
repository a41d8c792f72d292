package dev.crossfade.core.spec;

/**
 * A condition every row of an entity has to fulfil; a row that does not is refused.
 *
 * @param name unique within the entity
 * @param expression CEL condition over the target columns
 */
public record CheckSpec(String name, String expression) {}
