/** What happened to rows, and where in a source's log it happened. */
@NullMarked
package dev.crossfade.core.change;

import org.jspecify.annotations.NullMarked;
