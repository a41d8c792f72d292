/** Mapping and writing rows again behind a running stream: parked ones, and all of a mapping. */
@NullMarked
package dev.crossfade.engine.replay;

import org.jspecify.annotations.NullMarked;
