/** The list of steps a run takes, the same value for preview and execution. */
@NullMarked
package dev.crossfade.core.plan;

import org.jspecify.annotations.NullMarked;
