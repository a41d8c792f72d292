/**
 * Adapters of the ports that keep everything in memory: for tests, and as the plainest reading of
 * the contracts.
 */
@NullMarked
package dev.crossfade.testkit.memory;

import org.jspecify.annotations.NullMarked;
