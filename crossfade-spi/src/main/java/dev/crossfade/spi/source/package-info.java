/** Ports to a source: its catalog, its rows, and its log. */
@NullMarked
package dev.crossfade.spi.source;

import org.jspecify.annotations.NullMarked;
