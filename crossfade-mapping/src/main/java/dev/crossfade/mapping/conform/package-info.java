/** Whether and how a value fits a column of another type. */
@NullMarked
package dev.crossfade.mapping.conform;

import org.jspecify.annotations.NullMarked;
