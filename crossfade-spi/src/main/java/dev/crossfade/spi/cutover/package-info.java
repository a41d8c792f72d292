/** The fence that a database itself keeps, so that at any instant one side at most takes writes. */
@NullMarked
package dev.crossfade.spi.cutover;

import org.jspecify.annotations.NullMarked;
