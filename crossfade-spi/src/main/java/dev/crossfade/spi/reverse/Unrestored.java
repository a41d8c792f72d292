package dev.crossfade.spi.reverse;

import dev.crossfade.core.change.Position;

/**
 * A row of the target that could not be brought back.
 *
 * @param entity name of the entity
 * @param key text of the row's key in the target
 * @param position of the change in the target's log
 * @param code of the reason
 * @param reason in words, never with values of the row
 */
public record Unrestored(
    String entity, String key, Position position, String code, String reason) {}
