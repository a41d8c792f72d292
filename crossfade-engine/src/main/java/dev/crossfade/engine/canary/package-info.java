/** Lets shares of readers grow by what gateways see. */
@NullMarked
package dev.crossfade.engine.canary;

import org.jspecify.annotations.NullMarked;
