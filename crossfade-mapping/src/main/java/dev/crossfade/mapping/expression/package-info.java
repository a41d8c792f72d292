/** Parsing, checking and evaluating CEL expressions over rows. */
@NullMarked
package dev.crossfade.mapping.expression;

import org.jspecify.annotations.NullMarked;
