/** A process that helps with migrations which servers own. */
@NullMarked
package dev.crossfade.server.worker;

import org.jspecify.annotations.NullMarked;
