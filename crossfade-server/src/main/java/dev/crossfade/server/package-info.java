/** The run modes of Crossfade and the only place where its parts are wired together. */
@NullMarked
package dev.crossfade.server;

import org.jspecify.annotations.NullMarked;
