/** The report of a run, a versioned JSON document. */
@NullMarked
package dev.crossfade.server.report;

import org.jspecify.annotations.NullMarked;
