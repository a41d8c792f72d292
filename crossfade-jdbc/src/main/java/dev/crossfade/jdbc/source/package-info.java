/** Databases that are migrated away from: PostgreSQL, MariaDB and MySQL. */
@NullMarked
package dev.crossfade.jdbc.source;

import org.jspecify.annotations.NullMarked;
