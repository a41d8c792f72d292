/** From staging to production. */
@NullMarked
package dev.crossfade.engine.publish;

import org.jspecify.annotations.NullMarked;
