/** PostgreSQL's binary COPY format. */
@NullMarked
package dev.crossfade.jdbc.binary;

import org.jspecify.annotations.NullMarked;
