/**
 * Which of many are wanted, in which order, and what of each: what list endpoints have in common.
 */
@NullMarked
package dev.crossfade.server.api.listing;

import org.jspecify.annotations.NullMarked;
