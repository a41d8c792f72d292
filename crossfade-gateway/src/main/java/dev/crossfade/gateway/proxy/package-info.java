/** Requests on their way to a stack and back. */
@NullMarked
package dev.crossfade.gateway.proxy;

import org.jspecify.annotations.NullMarked;
