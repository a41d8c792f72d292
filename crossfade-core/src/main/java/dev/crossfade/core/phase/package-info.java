/** The phases of a migration and of its entities: what may follow what, decided purely. */
@NullMarked
package dev.crossfade.core.phase;

import org.jspecify.annotations.NullMarked;
