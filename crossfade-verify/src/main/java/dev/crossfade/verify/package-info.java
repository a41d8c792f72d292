/** Checking bundles of audit logs with nothing but files. */
@NullMarked
package dev.crossfade.verify;

import org.jspecify.annotations.NullMarked;
