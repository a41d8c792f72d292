/** How far a run is, shown while it runs. */
@NullMarked
package dev.crossfade.server.progress;

import org.jspecify.annotations.NullMarked;
