/** A whole run of a migration, from the first connection to live. */
@NullMarked
package dev.crossfade.engine.run;

import org.jspecify.annotations.NullMarked;
