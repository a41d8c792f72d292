/** By what servers of a stack are believed. */
@NullMarked
package dev.crossfade.gateway.tls;

import org.jspecify.annotations.NullMarked;
