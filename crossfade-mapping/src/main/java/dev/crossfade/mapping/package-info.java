/** From a specification to code that turns source rows into target rows. */
@NullMarked
package dev.crossfade.mapping;

import org.jspecify.annotations.NullMarked;
