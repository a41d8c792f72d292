/** Two versions of a mapping, compared on the same rows before one takes the place of the other. */
@NullMarked
package dev.crossfade.engine.version;

import org.jspecify.annotations.NullMarked;
