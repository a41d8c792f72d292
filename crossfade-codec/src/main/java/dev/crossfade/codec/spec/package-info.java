/** Specification folders: loading, rules between files, writing, and showing problems. */
@NullMarked
package dev.crossfade.codec.spec;

import org.jspecify.annotations.NullMarked;
