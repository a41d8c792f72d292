/** The loops that use the ports: backfill, stream, publish, verify. */
@NullMarked
package dev.crossfade.engine;

import org.jspecify.annotations.NullMarked;
