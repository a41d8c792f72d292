/** The library of functions that expressions may call, described as data. */
@NullMarked
package dev.crossfade.mapping.function;

import org.jspecify.annotations.NullMarked;
