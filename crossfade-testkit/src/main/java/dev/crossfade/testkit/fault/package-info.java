/** Faults that can be put into any call of a port, and time that moves by hand. */
@NullMarked
package dev.crossfade.testkit.fault;

import org.jspecify.annotations.NullMarked;
