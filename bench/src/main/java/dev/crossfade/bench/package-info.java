/** The harness: what can be measured, and how repetitions take turns. */
@NullMarked
package dev.crossfade.bench;

import org.jspecify.annotations.NullMarked;
