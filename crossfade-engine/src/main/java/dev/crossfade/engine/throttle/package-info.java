/** Keeping history from taking more of a source than it may. */
@NullMarked
package dev.crossfade.engine.throttle;

import org.jspecify.annotations.NullMarked;
