/** Administration of the connector, and the one class that runs inside Connect. */
@NullMarked
package dev.crossfade.kafka.connect;

import org.jspecify.annotations.NullMarked;
