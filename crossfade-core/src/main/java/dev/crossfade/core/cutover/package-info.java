/**
 * Moving the clients to the other stack and back: what is to be done next, and whether to begin.
 */
@NullMarked
package dev.crossfade.core.cutover;

import org.jspecify.annotations.NullMarked;
