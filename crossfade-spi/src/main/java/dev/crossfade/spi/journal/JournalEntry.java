package dev.crossfade.spi.journal;

import java.time.Instant;

/**
 * One line of a journal.
 *
 * @param version its place, from 1 without holes
 * @param at when it was decided
 * @param actor who decided it
 * @param epoch of the lease it was written under, 0 for somebody who only asked
 * @param append what it was written by; the same for all entries of one append
 * @param event what happened, as text
 */
public record JournalEntry(
    long version, Instant at, String actor, long epoch, String append, String event) {}
