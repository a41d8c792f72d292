/** Which stack answers which request: the route record, and what may be decided about it. */
@NullMarked
package dev.crossfade.core.traffic;

import org.jspecify.annotations.NullMarked;
