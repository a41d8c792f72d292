/** From the tables of existing systems to a first specification. */
@NullMarked
package dev.crossfade.server.init;

import org.jspecify.annotations.NullMarked;
