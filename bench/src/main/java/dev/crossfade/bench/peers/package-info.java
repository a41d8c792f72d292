/** Other tools that do the same work, as their users run them. */
@NullMarked
package dev.crossfade.bench.peers;

import org.jspecify.annotations.NullMarked;
