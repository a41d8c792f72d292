/** Moves the clients to the other stack and back, and ends what somebody else began. */
@NullMarked
package dev.crossfade.engine.cutover;

import org.jspecify.annotations.NullMarked;
