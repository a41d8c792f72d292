/** How much more workers do in the same time. */
@NullMarked
package dev.crossfade.bench.workers;

import org.jspecify.annotations.NullMarked;
