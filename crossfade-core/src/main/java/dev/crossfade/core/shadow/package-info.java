/** What two stacks answered to the same request, and in what they differ. */
@NullMarked
package dev.crossfade.core.shadow;

import org.jspecify.annotations.NullMarked;
