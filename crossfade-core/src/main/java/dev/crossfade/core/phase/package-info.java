/** The states of an entity on its way into production. */
@NullMarked
package dev.crossfade.core.phase;

import org.jspecify.annotations.NullMarked;
