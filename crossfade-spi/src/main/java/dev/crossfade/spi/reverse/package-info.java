/** The way back: sources as receivers of what the target's writes become. */
@NullMarked
package dev.crossfade.spi.reverse;

import org.jspecify.annotations.NullMarked;
