/** Proof: the sources read again, mapped again, and compared with production row by row. */
@NullMarked
package dev.crossfade.engine.verify;

import org.jspecify.annotations.NullMarked;
