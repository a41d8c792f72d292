/** Measurements beside peers, in one run on the same rows. */
@NullMarked
package dev.crossfade.bench;

import org.jspecify.annotations.NullMarked;
