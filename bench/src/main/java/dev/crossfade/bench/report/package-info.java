/** Results as JSON, tables and charts. */
@NullMarked
package dev.crossfade.bench.report;

import org.jspecify.annotations.NullMarked;
