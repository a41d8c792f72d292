/** The demonstration: a company of its own, migrated while it works. */
@NullMarked
package dev.crossfade.server.demo;

import org.jspecify.annotations.NullMarked;
