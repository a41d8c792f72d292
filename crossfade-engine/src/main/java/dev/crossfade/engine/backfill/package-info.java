/** Copying history into staging, chunk by chunk. */
@NullMarked
package dev.crossfade.engine.backfill;

import org.jspecify.annotations.NullMarked;
