/** Copying what is already there: the limit, the peers and Crossfade. */
@NullMarked
package dev.crossfade.bench.history;

import org.jspecify.annotations.NullMarked;
