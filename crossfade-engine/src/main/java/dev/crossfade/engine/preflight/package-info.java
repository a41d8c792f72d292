/** Finds out what the list that says go or no go is about, changing nothing. */
@NullMarked
package dev.crossfade.engine.preflight;

import org.jspecify.annotations.NullMarked;
