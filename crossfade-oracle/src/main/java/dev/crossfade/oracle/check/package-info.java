/** Oracles: verdicts on the target, each with its evidence. */
@NullMarked
package dev.crossfade.oracle.check;

import org.jspecify.annotations.NullMarked;
