/** Asks the checks of a graph and keeps what they find. */
@NullMarked
package dev.crossfade.engine.check;

import org.jspecify.annotations.NullMarked;
