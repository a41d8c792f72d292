/** The data sets, and proof that a copy of them is complete and equal. */
@NullMarked
package dev.crossfade.bench.data;

import org.jspecify.annotations.NullMarked;
