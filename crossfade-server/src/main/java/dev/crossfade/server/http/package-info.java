/** The server process: what it is started with, and how its parts are put together. */
@NullMarked
package dev.crossfade.server.http;

import org.jspecify.annotations.NullMarked;
