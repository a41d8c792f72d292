/** Asks both stacks the same, and tells in what they differ. */
@NullMarked
package dev.crossfade.engine.shadow;

import org.jspecify.annotations.NullMarked;
