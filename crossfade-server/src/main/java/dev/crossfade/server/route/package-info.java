/** Gateways as processes, and changes of the record that they obey. */
@NullMarked
package dev.crossfade.server.route;

import org.jspecify.annotations.NullMarked;
