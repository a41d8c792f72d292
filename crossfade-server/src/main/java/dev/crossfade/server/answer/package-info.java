/** Answers that say what is wrong, in the one form that all of them have. */
@NullMarked
package dev.crossfade.server.answer;

import org.jspecify.annotations.NullMarked;
