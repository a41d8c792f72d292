/** The reverse proxy between clients and the two stacks. */
@NullMarked
package dev.crossfade.gateway;

import org.jspecify.annotations.NullMarked;
