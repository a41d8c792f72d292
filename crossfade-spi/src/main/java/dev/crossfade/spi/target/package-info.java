/** Ports to the target: staging, production, and the control tables beside them. */
@NullMarked
package dev.crossfade.spi.target;

import org.jspecify.annotations.NullMarked;
