/** Checks of the data as a graph of nodes: what is asked, in which order, and what was found. */
@NullMarked
package dev.crossfade.core.check;

import org.jspecify.annotations.NullMarked;
