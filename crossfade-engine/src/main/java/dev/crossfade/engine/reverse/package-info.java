/** What the target's writes become in the sources, once the target takes them. */
@NullMarked
package dev.crossfade.engine.reverse;

import org.jspecify.annotations.NullMarked;
