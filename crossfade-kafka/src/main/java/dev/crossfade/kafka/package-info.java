/** Change capture through Kafka and Kafka Connect. */
@NullMarked
package dev.crossfade.kafka;

import org.jspecify.annotations.NullMarked;
