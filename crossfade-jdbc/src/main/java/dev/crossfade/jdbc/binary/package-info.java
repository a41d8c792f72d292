/** PostgreSQL's binary COPY format: how rows are written into it and read from it. */
@NullMarked
package dev.crossfade.jdbc.binary;

import org.jspecify.annotations.NullMarked;
