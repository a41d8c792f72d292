/** Where log lines go. */
@NullMarked
package dev.crossfade.server.logging;

import org.jspecify.annotations.NullMarked;
