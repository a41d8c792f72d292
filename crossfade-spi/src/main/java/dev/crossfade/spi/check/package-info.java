/** Ports for checks of the data: questions to databases, and where results are kept. */
@NullMarked
package dev.crossfade.spi.check;

import org.jspecify.annotations.NullMarked;
