/** Owns a migration: reads its journal, decides, records, and only then acts. */
@NullMarked
package dev.crossfade.engine.reconcile;

import org.jspecify.annotations.NullMarked;
