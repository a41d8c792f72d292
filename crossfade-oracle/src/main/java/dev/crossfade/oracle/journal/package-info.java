/** The journal of the workload: what was asked of the sources and how it ended. */
@NullMarked
package dev.crossfade.oracle.journal;

import org.jspecify.annotations.NullMarked;
