/** Sealing the audit log, and bringing loads into it. */
@NullMarked
package dev.crossfade.engine.audit;

import org.jspecify.annotations.NullMarked;
