/** PostgreSQL as a source. */
@NullMarked
package dev.crossfade.jdbc.source.postgres;

import org.jspecify.annotations.NullMarked;
