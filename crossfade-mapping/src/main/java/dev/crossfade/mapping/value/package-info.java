/** Values as they are inside expressions, and how they relate to the values of rows. */
@NullMarked
package dev.crossfade.mapping.value;

import org.jspecify.annotations.NullMarked;
