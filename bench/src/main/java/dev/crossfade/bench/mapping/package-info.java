/** The inner loop of the data plane: one source row through a compiled mapping. */
@NullMarked
package dev.crossfade.bench.mapping;

import org.jspecify.annotations.NullMarked;
