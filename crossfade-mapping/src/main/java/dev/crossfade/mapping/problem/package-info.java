/** What can be wrong with a mapping, and why rows are refused. */
@NullMarked
package dev.crossfade.mapping.problem;

import org.jspecify.annotations.NullMarked;
