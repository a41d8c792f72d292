/**
 * The two applications of the demo company: one on its old databases, one on the unified one. They
 * know nothing of the migration.
 */
@NullMarked
package dev.crossfade.embedded.demo.stack;

import org.jspecify.annotations.NullMarked;
