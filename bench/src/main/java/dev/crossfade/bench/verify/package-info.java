/** Comparing both sides. */
@NullMarked
package dev.crossfade.bench.verify;

import org.jspecify.annotations.NullMarked;
