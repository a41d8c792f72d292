/** Following changes: backlog and latency. */
@NullMarked
package dev.crossfade.bench.stream;

import org.jspecify.annotations.NullMarked;
