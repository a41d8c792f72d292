/** Talks to a server: where it is, who one is there, and what it answers. */
@NullMarked
package dev.crossfade.cli.client;

import org.jspecify.annotations.NullMarked;
