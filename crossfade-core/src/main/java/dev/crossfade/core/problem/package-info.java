/** What can go wrong, said so that a person can act: what, why, fix, and a stable code. */
@NullMarked
package dev.crossfade.core.problem;

import org.jspecify.annotations.NullMarked;
