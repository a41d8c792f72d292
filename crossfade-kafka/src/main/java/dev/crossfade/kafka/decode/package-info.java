/** Debezium's JSON envelopes as values of the core. */
@NullMarked
package dev.crossfade.kafka.decode;

import org.jspecify.annotations.NullMarked;
