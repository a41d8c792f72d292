/** The commands of the run modes, as people type them. */
@NullMarked
package dev.crossfade.server.command;

import org.jspecify.annotations.NullMarked;
