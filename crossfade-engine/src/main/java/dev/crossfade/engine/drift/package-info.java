/** Source tables that are not what they were: what rows of them mean, and who waits for whom. */
@NullMarked
package dev.crossfade.engine.drift;

import org.jspecify.annotations.NullMarked;
