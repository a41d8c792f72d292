/** The file of a gateway, and printed forms of the route record. */
@NullMarked
package dev.crossfade.codec.gateway;

import org.jspecify.annotations.NullMarked;
