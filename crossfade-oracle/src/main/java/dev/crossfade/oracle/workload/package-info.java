/** Writers that keep the demo's sources busy and journal every write. */
@NullMarked
package dev.crossfade.oracle.workload;

import org.jspecify.annotations.NullMarked;
