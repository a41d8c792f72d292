/** What a backfill costs the workload of its source. */
@NullMarked
package dev.crossfade.bench.impact;

import org.jspecify.annotations.NullMarked;
