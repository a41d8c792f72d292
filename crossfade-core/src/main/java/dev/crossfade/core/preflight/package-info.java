/** What is known of a migration, held against what has to hold before its clients are moved. */
@NullMarked
package dev.crossfade.core.preflight;

import org.jspecify.annotations.NullMarked;
