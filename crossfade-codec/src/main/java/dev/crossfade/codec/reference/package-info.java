/** References to secrets in a specification, and resolving them at the edge. */
@NullMarked
package dev.crossfade.codec.reference;

import org.jspecify.annotations.NullMarked;
