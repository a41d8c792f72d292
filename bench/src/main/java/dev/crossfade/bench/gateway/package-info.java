/** The gateway beside other reverse proxies. */
@NullMarked
package dev.crossfade.bench.gateway;

import org.jspecify.annotations.NullMarked;
