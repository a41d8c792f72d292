/** The logs of databases and their capture: prepared once, and watched ever after. */
@NullMarked
package dev.crossfade.engine.capture;

import org.jspecify.annotations.NullMarked;
