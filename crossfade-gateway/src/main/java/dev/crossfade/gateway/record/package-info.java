/** The route record as a gateway has it: renewed, kept on disk, obeyed. */
@NullMarked
package dev.crossfade.gateway.record;

import org.jspecify.annotations.NullMarked;
