package dev.crossfade.spi.journal;

/**
 * The right to act for a migration, for a while.
 *
 * @param migration whose
 * @param owner who has it
 * @param epoch larger than that of every lease before
 */
public record Lease(String migration, String owner, long epoch) {}
