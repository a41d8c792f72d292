/** One contract per port, to be run against every adapter. */
@NullMarked
package dev.crossfade.testkit.contract;

import org.jspecify.annotations.NullMarked;
