/**
 * What runs inside the broker's own process. The only package that may see Kafka's server and
 * Connect; never loaded by the product's process.
 */
@NullMarked
package dev.crossfade.embedded.child;

import org.jspecify.annotations.NullMarked;
