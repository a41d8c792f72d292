/** Clients of the company's applications that never stop, and what became of their writes. */
@NullMarked
package dev.crossfade.oracle.client;

import org.jspecify.annotations.NullMarked;
