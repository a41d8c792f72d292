package dev.crossfade.spi.audit;

import dev.crossfade.core.audit.TreeHash;

/**
 * The root of a perfect subtree.
 *
 * @param level it has 2 to the power of this many leaves
 * @param index its place among those of its level
 * @param hash of it
 */
public record TreeNode(int level, long index, TreeHash hash) {}
