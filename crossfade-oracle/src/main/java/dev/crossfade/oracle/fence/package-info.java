/** O12: a writer that tries both sides all the time. */
@NullMarked
package dev.crossfade.oracle.fence;

import org.jspecify.annotations.NullMarked;
