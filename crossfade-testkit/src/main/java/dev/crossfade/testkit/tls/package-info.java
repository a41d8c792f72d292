/** Certificates of real servers. */
@NullMarked
package dev.crossfade.testkit.tls;

import org.jspecify.annotations.NullMarked;
