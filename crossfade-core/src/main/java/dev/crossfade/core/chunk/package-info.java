/** Key ranges: the units in which history is read. */
@NullMarked
package dev.crossfade.core.chunk;

import org.jspecify.annotations.NullMarked;
