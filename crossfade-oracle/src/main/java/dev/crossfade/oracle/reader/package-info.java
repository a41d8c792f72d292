/** A reader of production that polls while the migration runs. */
@NullMarked
package dev.crossfade.oracle.reader;

import org.jspecify.annotations.NullMarked;
