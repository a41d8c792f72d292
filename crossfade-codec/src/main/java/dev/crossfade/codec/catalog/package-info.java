/** The catalogs of sources as a file, so that validation works offline. */
@NullMarked
package dev.crossfade.codec.catalog;

import org.jspecify.annotations.NullMarked;
