package dev.crossfade.spi.audit;

import dev.crossfade.core.audit.TreeHash;

/**
 * A leaf as the log has it.
 *
 * @param index its place, from 0 without holes
 * @param content its text, as it is kept
 * @param hash of the leaf, as it is kept
 */
public record AuditLine(long index, String content, TreeHash hash) {}
