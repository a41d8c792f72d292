/** The demo's mapping written again, by other means, for the fingerprint oracle. */
@NullMarked
package dev.crossfade.oracle.rules;

import org.jspecify.annotations.NullMarked;
