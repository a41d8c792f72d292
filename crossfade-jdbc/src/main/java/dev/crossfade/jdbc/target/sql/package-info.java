/** The SQL a target needs, as text made from an entity's shape; runs nothing. */
@NullMarked
package dev.crossfade.jdbc.target.sql;

import org.jspecify.annotations.NullMarked;
