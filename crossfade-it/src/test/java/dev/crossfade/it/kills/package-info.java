/** Clients are moved there and back while whatever takes part is killed, frozen or cut off. */
@NullMarked
package dev.crossfade.it.kills;

import org.jspecify.annotations.NullMarked;
