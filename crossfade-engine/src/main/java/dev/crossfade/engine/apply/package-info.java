/** Turning changes into writes: parking what is refused, folding and writing the rest. */
@NullMarked
package dev.crossfade.engine.apply;

import org.jspecify.annotations.NullMarked;
