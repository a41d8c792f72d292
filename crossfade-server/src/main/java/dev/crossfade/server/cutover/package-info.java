/** Moves clients by command: looks, asks, watches, takes back. */
@NullMarked
package dev.crossfade.server.cutover;

import org.jspecify.annotations.NullMarked;
