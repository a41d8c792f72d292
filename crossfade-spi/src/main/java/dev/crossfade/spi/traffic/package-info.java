/** Where the route record is kept, what gateways say of themselves, and what mirrors find. */
@NullMarked
package dev.crossfade.spi.traffic;

import org.jspecify.annotations.NullMarked;
