/** Copies of reads to the other stack, and what both answered. */
@NullMarked
package dev.crossfade.gateway.mirror;

import org.jspecify.annotations.NullMarked;
