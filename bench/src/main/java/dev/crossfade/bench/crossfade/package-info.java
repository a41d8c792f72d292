/** Crossfade as its users run it, and the Kafka beside it. */
@NullMarked
package dev.crossfade.bench.crossfade;

import org.jspecify.annotations.NullMarked;
