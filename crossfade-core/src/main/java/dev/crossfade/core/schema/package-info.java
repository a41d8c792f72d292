/** Tables, columns and the logical types of their values, independent of any database. */
@NullMarked
package dev.crossfade.core.schema;

import org.jspecify.annotations.NullMarked;
