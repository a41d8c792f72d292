/** What both stacks say: logs, gateways, and reports on it. */
@NullMarked
package dev.crossfade.server.shadow;

import org.jspecify.annotations.NullMarked;
