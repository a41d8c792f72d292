/** An agent that takes the recording of rows out of the command, to measure what it costs. */
@NullMarked
package dev.crossfade.bench.unrecorded;

import org.jspecify.annotations.NullMarked;
