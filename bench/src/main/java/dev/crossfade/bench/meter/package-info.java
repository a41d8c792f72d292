/** What a run costs: wall clock, processor time and memory, read from the kernel. */
@NullMarked
package dev.crossfade.bench.meter;

import org.jspecify.annotations.NullMarked;
