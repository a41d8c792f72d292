/** What can be wrong with files, and showing it. */
@NullMarked
package dev.crossfade.codec.problem;

import org.jspecify.annotations.NullMarked;
