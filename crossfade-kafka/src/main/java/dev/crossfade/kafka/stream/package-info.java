/** Whole transactions from the topic of one source. */
@NullMarked
package dev.crossfade.kafka.stream;

import org.jspecify.annotations.NullMarked;
