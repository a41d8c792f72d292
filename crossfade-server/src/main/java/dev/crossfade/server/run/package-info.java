/** Runs and verifications in the foreground: one process, no server needed. */
@NullMarked
package dev.crossfade.server.run;

import org.jspecify.annotations.NullMarked;
