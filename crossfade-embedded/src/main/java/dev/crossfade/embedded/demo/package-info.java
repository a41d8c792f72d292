/** The demo company: two live marketing systems made from a seed, with the mess of real life. */
@NullMarked
package dev.crossfade.embedded.demo;

import org.jspecify.annotations.NullMarked;
