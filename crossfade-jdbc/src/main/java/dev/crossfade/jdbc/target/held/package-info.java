/** The exact binary form of changes that wait until their entity is published. */
@NullMarked
package dev.crossfade.jdbc.target.held;

import org.jspecify.annotations.NullMarked;
