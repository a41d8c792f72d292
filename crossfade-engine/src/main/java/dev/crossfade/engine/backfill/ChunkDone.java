package dev.crossfade.engine.backfill;

/**
 * A chunk that was loaded.
 *
 * @param mapping number of its mapping
 * @param entity name of its entity
 * @param rows source rows read
 * @param refused rows that went to quarantine
 */
public record ChunkDone(int mapping, String entity, long rows, long refused) {}
