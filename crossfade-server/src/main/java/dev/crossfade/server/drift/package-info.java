/** What a specification has to say differently once a table of a source was altered. */
@NullMarked
package dev.crossfade.server.drift;

import org.jspecify.annotations.NullMarked;
