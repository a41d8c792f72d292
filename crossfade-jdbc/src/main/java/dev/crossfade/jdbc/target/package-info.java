/**
 * The PostgreSQL target: staging and production schemas, the control tables beside them, and the
 * ways history and changes get in.
 */
@NullMarked
package dev.crossfade.jdbc.target;

import org.jspecify.annotations.NullMarked;
