/** Commands that need no server and no database. */
@NullMarked
package dev.crossfade.cli;

import org.jspecify.annotations.NullMarked;
