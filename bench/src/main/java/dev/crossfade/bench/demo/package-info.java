/** History of the demo's contacts beside raw pipes of binary COPY. */
@NullMarked
package dev.crossfade.bench.demo;

import org.jspecify.annotations.NullMarked;
