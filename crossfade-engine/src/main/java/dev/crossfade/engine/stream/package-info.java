/** Following the sources' streams. */
@NullMarked
package dev.crossfade.engine.stream;

import org.jspecify.annotations.NullMarked;
