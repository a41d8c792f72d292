/** Carries out, in a server, the migrations that people began over its interface. */
@NullMarked
package dev.crossfade.server.steward;

import org.jspecify.annotations.NullMarked;
