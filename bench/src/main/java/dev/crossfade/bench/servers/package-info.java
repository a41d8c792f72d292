/** The servers and child processes a measurement works with. */
@NullMarked
package dev.crossfade.bench.servers;

import org.jspecify.annotations.NullMarked;
