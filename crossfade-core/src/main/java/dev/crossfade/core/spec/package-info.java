/** The specification of a migration as plain values; no knowledge of files or databases. */
@NullMarked
package dev.crossfade.core.spec;

import org.jspecify.annotations.NullMarked;
