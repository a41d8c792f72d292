/** What does not work at the moment and is tried again, known to everybody who wants to tell. */
@NullMarked
package dev.crossfade.engine.trouble;

import org.jspecify.annotations.NullMarked;
