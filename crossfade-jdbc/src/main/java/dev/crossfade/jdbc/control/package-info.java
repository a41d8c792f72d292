/** Journals and leases in PostgreSQL: in a target, or in a database of their own. */
@NullMarked
package dev.crossfade.jdbc.control;

import org.jspecify.annotations.NullMarked;
