/** Proves that no two source rows get the same target key. */
@NullMarked
package dev.crossfade.mapping.key;

import org.jspecify.annotations.NullMarked;
