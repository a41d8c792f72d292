/** What a gateway counts, and where it tells how it is. */
@NullMarked
package dev.crossfade.gateway.metrics;

import org.jspecify.annotations.NullMarked;
