/** Writes to sources what the target's rows become, once, in order and under an epoch. */
@NullMarked
package dev.crossfade.jdbc.source.reverse;

import org.jspecify.annotations.NullMarked;
