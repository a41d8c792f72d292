/** What the server keeps beside the journals, in tables of its own in the control store. */
@NullMarked
package dev.crossfade.server.store;

import org.jspecify.annotations.NullMarked;
