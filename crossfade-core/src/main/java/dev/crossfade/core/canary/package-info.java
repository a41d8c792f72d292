/** How the share of readers on the new stack grows: plan, judge, and what follows from it. */
@NullMarked
package dev.crossfade.core.canary;

import org.jspecify.annotations.NullMarked;
