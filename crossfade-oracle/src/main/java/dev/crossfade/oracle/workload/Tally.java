package dev.crossfade.oracle.workload;

/**
 * How a workload's operations ended so far.
 *
 * @param invoked sent or about to be sent
 * @param acknowledged commit returned
 * @param failed certainly rolled back
 * @param unknown connection lost during the commit
 */
public record Tally(long invoked, long acknowledged, long failed, long unknown) {}
