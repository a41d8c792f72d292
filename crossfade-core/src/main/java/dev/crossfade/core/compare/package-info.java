/** Digests of rows, and what a comparison of both sides found. */
@NullMarked
package dev.crossfade.core.compare;

import org.jspecify.annotations.NullMarked;
