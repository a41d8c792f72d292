package dev.crossfade.spi.target;

/**
 * Open quarantine items that share a reason.
 *
 * @param entity name of the entity
 * @param code {@code CF-nnnn}
 * @param column offending target column, may be empty
 * @param message the reason
 * @param count how many
 */
public record QuarantineGroup(
    String entity, String code, String column, String message, long count) {}
