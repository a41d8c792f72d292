/** Turns a specification folder into connected parts. */
@NullMarked
package dev.crossfade.server.wiring;

import org.jspecify.annotations.NullMarked;
