/** Changes from the source's commit to production, stage by stage. */
@NullMarked
package dev.crossfade.bench.stages;

import org.jspecify.annotations.NullMarked;
