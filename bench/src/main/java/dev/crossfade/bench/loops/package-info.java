/** Inner loops under JMH. */
@NullMarked
package dev.crossfade.bench.loops;

import org.jspecify.annotations.NullMarked;
