/** Classes made at run time: one per mapping, straight-line code for rows without surprises. */
@NullMarked
package dev.crossfade.mapping.bytecode;

import org.jspecify.annotations.NullMarked;
